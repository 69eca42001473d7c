package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
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
import io.sightglass.registry.internal.scrape.Totals;
import org.jspecify.annotations.Nullable;

/**
 * One meter as the client library has it.
 *
 * @param id the meter's id
 * @param meter the meter, if it is ours
 * @param names the names of its labels, by the naming convention when it was registered
 */
record Row(Meter.Id id, @Nullable Meter meter, List<String> names) {

	/**
	 * A meter of ours.
	 * @param id its id
	 * @param meter the meter
	 * @param convention by which its labels are named
	 * @return a row
	 */
	static Row of(Meter.Id id, Meter meter, NamingConvention convention) {
		return new Row(id, meter, id.getConventionTags(convention).stream().map(Tag::getKey).toList());
	}

	/**
	 * A meter that Micrometer's collector has, such as a function timer.
	 * @param id its id
	 * @return a row without a meter
	 */
	static Row ofMicrometer(Meter.Id id) {
		return new Row(id, null, List.of());
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
		return this.names.equals(known) ? new Row(this.id, this.meter, known) : this;
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
		// First, for none comes with what was before.
		Exemplar exemplar = counter.exemplar();
		return new CounterDataPointSnapshot(counter.shown(), labels(), exemplar, counter.created());
	}

	HistogramDataPointSnapshot histogram() {
		Totals shown = distribution().shown();
		long[] live = new long[distribution().buckets()];
		shown.counts(live);
		return new HistogramDataPointSnapshot(buckets(live), shown.sum(), labels(), shown.exemplars(),
				distribution().created());
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
		Totals shown = distribution().shown();
		NativeReading reading = shown.natives();
		if (reading == null) {
			return histogram();
		}
		ClassicHistogramBuckets classic = (classicToo && hasBuckets()) ? buckets(reading.counts().classic())
				: ClassicHistogramBuckets.EMPTY;
		return reading.counts()
			.snapshot(classic, reading.sum(), labels(), shown.exemplars(),
					Math.max(distribution().created(), reading.created()));
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
		Totals shown = distribution().shown();
		return new SummaryDataPointSnapshot(shown.recorded(), shown.sum(), Quantiles.of(quantiles), labels(),
				shown.exemplars(), distribution().created());
	}

	GaugeDataPointSnapshot max() {
		return new GaugeDataPointSnapshot(distribution().largest(), labels(), null);
	}

}
