package io.sightglass.registry;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;
import io.sightglass.registry.internal.scrape.Distribution;

/**
 * A timer whose count is the sum of its buckets, so that a scrape never finds them apart.
 */
final class StripedTimer extends AbstractTimer implements Distribution {

	private final Bounds bounds;

	private final Stripes stripes;

	private final TimeWindowMax max;

	StripedTimer(Meter.Id id, Clock clock, DistributionStatisticConfig config, Bounds bounds,
			PauseDetector pauseDetector) {
		super(id, clock, pauseDetector, TimeUnit.SECONDS, defaultHistogram(clock, Quantiles.of(config), false));
		this.bounds = bounds;
		this.stripes = new Stripes(bounds.buckets(), Long::sum);
		this.max = new TimeWindowMax(clock, config);
	}

	@Override
	protected void recordNonNegative(long amount, TimeUnit unit) {
		long nanos = unit.toNanos(amount);
		this.stripes.add(this.bounds.bucket(nanos), nanos);
		this.max.record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public long count() {
		return this.stripes.count();
	}

	@Override
	public double totalTime(TimeUnit unit) {
		return TimeUtils.nanosToUnit(this.stripes.sum(), unit);
	}

	@Override
	public double max(TimeUnit unit) {
		return this.max.poll(unit);
	}

	@Override
	public void counts(long[] into) {
		this.stripes.counts(into);
	}

	@Override
	public long recorded() {
		return count();
	}

	@Override
	public int buckets() {
		return this.bounds.buckets();
	}

	@Override
	public double largest() {
		return max(TimeUnit.SECONDS);
	}

	@Override
	public double sum() {
		return totalTime(TimeUnit.SECONDS);
	}

	@Override
	public CountAtBucket[] histogramCounts() {
		return this.bounds.counts(this.stripes);
	}

	@Override
	public HistogramSnapshot takeSnapshot() {
		return Quantiles.with(super.takeSnapshot(), histogramCounts());
	}

}
