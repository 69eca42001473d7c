package io.sightglass.registry;

import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeShape;
import io.sightglass.registry.internal.stripe.Weighted;
import org.jspecify.annotations.Nullable;

/**
 * A timer whose count is the sum of its buckets, so that a scrape never finds them apart.
 */
final class StripedTimer extends AbstractTimer implements StripedDistribution, Weighted {

	private static final long LONGEST = TimeUnit.DAYS.toNanos(366);

	private final Bounds bounds;

	private final Striped<?> stripes;

	private final TimeWindowMax max;

	private final @Nullable ExemplarSampler exemplars;

	private final long created;

	StripedTimer(Meter.Id id, Clock clock, DistributionStatisticConfig config, Bounds bounds,
			PauseDetector pauseDetector, @Nullable NativeShape natives, @Nullable ExemplarSampler exemplars) {
		super(id, clock, pauseDetector, TimeUnit.SECONDS, defaultHistogram(clock, Quantiles.of(config), false));
		this.bounds = bounds;
		this.stripes = (natives != null) ? new NativeStripes(natives, bounds, true, clock) : new Stripes(bounds, true);
		this.max = new TimeWindowMax(clock, config);
		this.exemplars = exemplars;
		this.created = clock.wallTime();
	}

	@Override
	protected void recordNonNegative(long amount, TimeUnit unit) {
		add(unit.toNanos(amount), 1);
	}

	// Quantiles of Micrometer's know no weight: they are those of what was recorded.
	@Override
	public void record(double nanos, long times) {
		if (nanos >= 0) {
			this.histogram.recordLong((long) nanos);
			add((long) nanos, times);
		}
	}

	// More than a year at once is a mistake, which counts once: a few overflow the sum.
	private void add(long nanos, long times) {
		long weight = (nanos <= LONGEST / times) ? times : 1;
		this.stripes.add(nanos, nanos * weight, weight);
		this.max.record(nanos, TimeUnit.NANOSECONDS);
		ExemplarSamplers.observe(this.exemplars, nanos);
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
	public Striped<?> stripes() {
		return this.stripes;
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
	public long created() {
		return this.created;
	}

	@Override
	public Exemplars exemplars() {
		Exemplars inNanos = ExemplarSamplers.exemplars(this.exemplars);
		return (inNanos.size() == 0) ? inNanos
				: Exemplars.of(StreamSupport.stream(inNanos.spliterator(), false)
					.map((one) -> Exemplar.builder()
						.value(TimeUtils.nanosToUnit(one.getValue(), TimeUnit.SECONDS))
						.labels(one.getLabels())
						.timestampMillis(one.getTimestampMillis())
						.build())
					.toList());
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
