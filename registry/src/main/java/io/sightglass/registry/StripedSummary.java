package io.sightglass.registry;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeShape;
import io.sightglass.registry.internal.stripe.Weighted;
import org.jspecify.annotations.Nullable;

/**
 * A distribution summary whose count is the sum of its buckets. An amount is compared
 * with the bounds as it is, where Micrometer compares its next greater whole number.
 */
final class StripedSummary extends AbstractDistributionSummary implements StripedDistribution, Weighted {

	private final double scale;

	private final Bounds bounds;

	private final Striped<?> stripes;

	private final TimeWindowMax max;

	private final @Nullable ExemplarSampler exemplars;

	private final long created;

	StripedSummary(Meter.Id id, Clock clock, DistributionStatisticConfig config, Bounds bounds, double scale,
			@Nullable NativeShape natives, @Nullable ExemplarSampler exemplars) {
		super(id, scale, defaultHistogram(clock, Quantiles.of(config), false));
		this.scale = scale;
		this.bounds = bounds;
		this.stripes = (natives != null) ? new NativeStripes(natives, bounds, false, clock)
				: new Stripes(bounds, false);
		this.max = new TimeWindowMax(clock, config);
		this.exemplars = exemplars;
		this.created = clock.wallTime();
	}

	static long sum(long left, long right) {
		return Double.doubleToRawLongBits(Double.longBitsToDouble(left) + Double.longBitsToDouble(right));
	}

	@Override
	protected void recordNonNegative(double amount) {
		add(amount, 1);
	}

	// Quantiles of Micrometer's know no weight: they are those of what was recorded.
	@Override
	public void record(double amount, long times) {
		if (amount >= 0) {
			double scaled = this.scale * amount;
			this.histogram.recordDouble(scaled);
			add(scaled, times);
		}
	}

	// What overflows the sum by itself is a mistake, which counts once.
	private void add(double amount, long times) {
		long weight = (amount <= Double.MAX_VALUE / times) ? times : 1;
		this.stripes.add(Double.doubleToRawLongBits(amount), Double.doubleToRawLongBits(amount * weight), weight);
		this.max.record(amount);
		ExemplarSamplers.observe(this.exemplars, amount);
	}

	@Override
	public long count() {
		return this.stripes.count();
	}

	@Override
	public double totalAmount() {
		return Double.longBitsToDouble(this.stripes.sum());
	}

	@Override
	public double max() {
		return this.max.poll();
	}

	@Override
	public Striped<?> stripes() {
		return this.stripes;
	}

	@Override
	public int buckets() {
		return this.bounds.buckets();
	}

	@Override
	public double largest() {
		return max();
	}

	@Override
	public double sum() {
		return totalAmount();
	}

	@Override
	public long created() {
		return this.created;
	}

	@Override
	public Exemplars exemplars() {
		return ExemplarSamplers.exemplars(this.exemplars);
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
