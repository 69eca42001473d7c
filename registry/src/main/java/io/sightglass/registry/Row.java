package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.sightglass.registry.internal.natives.NativeReading;
import io.sightglass.registry.internal.scrape.Distribution;
import io.sightglass.registry.internal.scrape.ShownCounter;
import org.jspecify.annotations.Nullable;

/**
 * One meter as the client library has it.
 *
 * @param id the meter's id
 * @param meter the meter, if it is ours
 * @param names the names of its labels, by the naming convention when it was registered
 * @param created when that was
 */
record Row(Meter.Id id, @Nullable Meter meter, List<String> names, long created) {

	/**
	 * A meter that Micrometer's collector has, such as a function timer.
	 * @param id its id
	 * @return a row without a meter
	 */
	static Row ofMicrometer(Meter.Id id) {
		return new Row(id, null, List.of(), 0);
	}

	boolean isOurs() {
		return this.meter != null;
	}

	/**
	 * The same with names that are there already, so that they are kept once.
	 * @param known names
	 * @return this row where its names are others
	 */
	Row sharing(List<String> known) {
		return this.names.equals(known) ? new Row(this.id, this.meter, known, this.created) : this;
	}

	private Distribution distribution() {
		return (Distribution) Objects.requireNonNull(this.meter);
	}

	private Labels labels() {
		return Labels.of(this.names, this.id.getTags().stream().map(Tag::getValue).toList());
	}

	private boolean isTimer() {
		return this.id.getType() == Meter.Type.TIMER;
	}

	boolean hasBuckets() {
		return distribution().histogramCounts().length > 0;
	}

	CounterDataPointSnapshot counter() {
		ShownCounter counter = (ShownCounter) Objects.requireNonNull(this.meter);
		return new CounterDataPointSnapshot(counter.shown(), labels(), counter.exemplar(), this.created);
	}

	HistogramDataPointSnapshot histogram() {
		long[] live = new long[distribution().buckets()];
		distribution().counts(live);
		return new HistogramDataPointSnapshot(buckets(live), distribution().sum(), labels(), distribution().exemplars(),
				this.created);
	}

	private ClassicHistogramBuckets buckets(long[] live) {
		CountAtBucket[] counts = distribution().histogramCounts();
		List<Double> bounds = new ArrayList<>(counts.length + 1);
		List<Long> single = new ArrayList<>(counts.length + 1);
		for (int i = 0; i < counts.length; i++) {
			bounds.add(isTimer() ? counts[i].bucket(TimeUnit.SECONDS) : counts[i].bucket());
			single.add(live[i]);
		}
		if (counts.length == 0 || Double.isFinite(counts[counts.length - 1].bucket())) {
			bounds.add(Double.POSITIVE_INFINITY);
			single.add(live[counts.length]);
		}
		return ClassicHistogramBuckets.of(bounds, single);
	}

	boolean isNative() {
		return distribution().isNative();
	}

	/**
	 * The native histogram, or the classic one where it is none.
	 * @param classicToo whether the native one has classic buckets beside
	 * @return a histogram
	 */
	HistogramDataPointSnapshot nativeHistogram(boolean classicToo) {
		NativeReading reading = distribution().natives();
		if (reading == null) {
			return histogram();
		}
		ClassicHistogramBuckets classic = (classicToo && hasBuckets()) ? buckets(reading.counts().classic())
				: ClassicHistogramBuckets.EMPTY;
		return reading.counts()
			.snapshot(classic, reading.sum(), labels(), distribution().exemplars(),
					Math.max(this.created, reading.created()));
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
		HistogramSnapshot snapshot = distribution().takeSnapshot();
		List<Quantile> quantiles = new ArrayList<>();
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			quantiles.add(new Quantile(value.percentile(), isTimer() ? value.value(TimeUnit.SECONDS) : value.value()));
		}
		return new SummaryDataPointSnapshot(distribution().recorded(), distribution().sum(), Quantiles.of(quantiles),
				labels(), distribution().exemplars(), this.created);
	}

	GaugeDataPointSnapshot max() {
		return new GaugeDataPointSnapshot(distribution().largest(), labels(), null);
	}

}
