package io.sightglass.striped;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * One distribution as the client library has it.
 *
 * @param id the meter's id
 * @param meter the meter
 * @param names the names of its labels, by the naming convention when it was registered
 * @param created when that was
 */
record Row(Meter.Id id, Distribution meter, List<String> names, long created) {

	private Labels labels() {
		return Labels.of(this.names, this.id.getTags().stream().map(Tag::getValue).toList());
	}

	private boolean isTimer() {
		return this.id.getType() == Meter.Type.TIMER;
	}

	boolean hasBuckets() {
		return this.meter.histogramCounts().length > 0;
	}

	HistogramDataPointSnapshot histogram() {
		CountAtBucket[] counts = this.meter.histogramCounts();
		List<Double> bounds = new ArrayList<>(counts.length + 1);
		List<Long> single = new ArrayList<>(counts.length + 1);
		long[] live = new long[counts.length + 1];
		this.meter.counts(live);
		for (int i = 0; i < counts.length; i++) {
			bounds.add(isTimer() ? counts[i].bucket(TimeUnit.SECONDS) : counts[i].bucket());
			single.add(live[i]);
		}
		if (counts.length == 0 || Double.isFinite(counts[counts.length - 1].bucket())) {
			bounds.add(Double.POSITIVE_INFINITY);
			single.add(live[counts.length]);
		}
		return new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(bounds, single), this.meter.sum(), labels(),
				Exemplars.EMPTY, this.created);
	}

	/**
	 * A series without buckets in a family that has them.
	 * @param series count and sum
	 * @return the same with the bucket that takes everything
	 */
	static HistogramDataPointSnapshot histogram(SummaryDataPointSnapshot series) {
		return new HistogramDataPointSnapshot(
				ClassicHistogramBuckets.of(List.of(Double.POSITIVE_INFINITY), List.of(series.getCount())),
				series.getSum(), series.getLabels(), Exemplars.EMPTY, series.getCreatedTimestampMillis());
	}

	SummaryDataPointSnapshot summary() {
		HistogramSnapshot snapshot = this.meter.takeSnapshot();
		List<Quantile> quantiles = new ArrayList<>();
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			quantiles.add(new Quantile(value.percentile(), isTimer() ? value.value(TimeUnit.SECONDS) : value.value()));
		}
		return new SummaryDataPointSnapshot(snapshot.count(), this.meter.sum(), Quantiles.of(quantiles), labels(),
				Exemplars.EMPTY, this.created);
	}

	GaugeDataPointSnapshot max() {
		return new GaugeDataPointSnapshot(this.meter.largest(), labels(), null);
	}

}
