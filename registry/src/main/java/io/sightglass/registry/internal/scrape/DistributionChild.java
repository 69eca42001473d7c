package io.sightglass.registry.internal.scrape;

import java.util.concurrent.atomic.AtomicLongArray;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.sightglass.registry.internal.text.LabelNames;
import io.sightglass.registry.internal.text.Remembered;
import io.sightglass.registry.internal.text.Steps;
import org.jspecify.annotations.Nullable;

/**
 * A timer, a distribution summary, or a long task timer.
 */
final class DistributionChild extends Child {

	private Steps steps = Steps.NONE;

	private @Nullable AtomicLongArray counts;

	private byte @Nullable [] sum;

	private byte @Nullable [] max;

	private int latestSum;

	private int latestMax;

	DistributionChild(Meter meter, LabelNames names) {
		super(meter, names);
	}

	@Override
	@Nullable Shape exact(Meter live, Shape plain, @Nullable Child like) {
		Shape shape = distribution(live, plain);
		if (like != null) {
			this.steps = this.steps.or(like.steps());
		}
		return shape;
	}

	private @Nullable Shape distribution(Meter live, Shape plain) {
		if (live instanceof LongTaskTimer tasks) {
			HistogramSnapshot snapshot = tasks.takeSnapshot();
			return (snapshot.histogramCounts().length + snapshot.percentileValues().length > 0) ? null : plain;
		}
		boolean timer = plain == Shape.TIMER;
		CountAtBucket[] buckets = buckets(live);
		if (buckets.length > 0) {
			this.steps = Steps.bounds(buckets, timer);
			this.counts = (live instanceof Distribution) ? null : Internals.counts(live, buckets.length);
			return timer ? Shape.TIMER_HISTOGRAM : Shape.SUMMARY_HISTOGRAM;
		}
		ValueAtPercentile[] percentiles = ((HistogramSupport) live).takeSnapshot().percentileValues();
		if (percentiles.length > 0) {
			this.steps = Steps.quantiles(percentiles);
			return timer ? Shape.TIMER_QUANTILES : Shape.SUMMARY_QUANTILES;
		}
		return plain;
	}

	@Override
	void remove() {
		super.remove();
		this.counts = null;
	}

	@Override
	Steps steps() {
		return this.steps;
	}

	@Override
	@Nullable AtomicLongArray counts() {
		return this.counts;
	}

	@Override
	byte @Nullable [] sum(double sum) {
		byte[] known = this.sum;
		if (Remembered.isOf(known, sum)) {
			return known;
		}
		int hint = Double.hashCode(sum);
		if (this.latestSum == hint) {
			this.sum = Remembered.text(sum);
		}
		this.latestSum = hint;
		return null;
	}

	@Override
	byte @Nullable [] max(double max) {
		byte[] known = this.max;
		if (Remembered.isOf(known, max)) {
			return known;
		}
		int hint = Double.hashCode(max);
		if (this.latestMax == hint) {
			this.max = Remembered.text(max);
		}
		this.latestMax = hint;
		return null;
	}

}
