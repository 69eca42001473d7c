package io.sightglass.meters.instrument;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * What is sampled as load allows, against all that happened, by a clock of its own.
 */
class AutoSamplerTests {

	private static final double SECOND = 1e9;

	private final HandClock clock = new HandClock();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock, "", null, null);

	private final Instruments instruments = new Instruments(this.registry);

	private final Sampler sampler = Sampler.auto(this.instruments, "test", Sampler.MAX_CORE_SHARE);

	private final Times times = new Times(this.instruments, this.sampler);

	private final Timer timer = Durations.timer(this.registry, "weighted");

	// What would be seen of the same sample without its weights.
	private final Timer plain = Durations.timer(this.registry, "plain");

	private final Truth truth = new Truth();

	private final AtomicLongArray taken = new AtomicLongArray(60);

	@ParameterizedTest
	@EnumSource
	void ofTenMillionRequestsAMinuteTheTailIsTheTruth(Durations durations) {
		run(durations, new Random(7), 60, 1, 0, () -> {
		});
		assertTruth();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 4 })
	void soItIsWithSeveralThreads(int threads) throws Exception {
		CyclicBarrier together = new CyclicBarrier(threads);
		Threads.run(threads, (thread) -> run(Durations.WITH_THE_LOAD, new Random(thread), 20, threads, thread,
				() -> meet(together)));
		assertTruth();
	}

	@Test
	void withoutWeightsTheQuietTimesWouldHideTheSlowOnes() {
		run(Durations.WITH_THE_LOAD, new Random(7), 20, 1, 0, () -> {
		});
		assertThat(quantile(this.plain, 0.5) / this.truth.quantile(0.5)).isLessThan(0.5);
		assertThat(quantile(this.plain, 0.99) / this.truth.quantile(0.99)).isLessThan(0.9);
	}

	private void assertTruth() {
		assertThat((double) this.timer.count()).isCloseTo(this.truth.count(), withinPercentage(1));
		assertThat(this.timer.totalTime(TimeUnit.NANOSECONDS)).isCloseTo(this.truth.sum(), withinPercentage(2));
		for (double quantile : new double[] { 0.5, 0.9, 0.99 }) {
			assertThat(quantile(this.timer, quantile)).as("quantile %s", quantile)
				.isCloseTo(this.truth.quantile(quantile), withinPercentage(3));
		}
		assertThat(quantile(this.timer, 0.999)).isCloseTo(this.truth.quantile(0.999), withinPercentage(5));
		long seconds = 0;
		long all = 0;
		for (int second = 0; second < this.taken.length() && this.taken.get(second) > 0; second++) {
			seconds++;
			all += this.taken.get(second);
			// The first second of a burst is that in which it is found out.
			assertThat(this.taken.get(second) * AutoSampler.COST).as("second %d", second)
				.isLessThan(3 * Sampler.MAX_CORE_SHARE * SECOND);
		}
		assertThat(all * AutoSampler.COST).isBetween(0.3 * Sampler.MAX_CORE_SHARE * SECOND * seconds,
				Sampler.MAX_CORE_SHARE * SECOND * seconds);
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await(1, TimeUnit.MINUTES);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void run(Durations durations, Random random, int seconds, int threads, int thread, Runnable pause) {
		Truth seen = new Truth();
		long slice = 0;
		double time = thread * SECOND / Durations.PER_SECOND / threads;
		while (time < seconds * SECOND) {
			boolean burst = durations.isBurst(time);
			long took = (long) durations.next(random, burst);
			seen.add(took);
			long begins = (long) time;
			this.clock.set(begins);
			long start = this.times.start();
			if (start != Times.UNTIMED) {
				this.taken.incrementAndGet((int) (begins / (long) SECOND));
				this.clock.set(begins + took);
				this.times.end(this.timer, start);
				this.instruments.failures().time(this.plain, took);
			}
			time += threads * SECOND / durations.rate(burst);
			// So that the clocks of threads, which are each one's own, do not part.
			for (; slice < Math.min(seconds, time / SECOND) * 100; slice++) {
				pause.run();
			}
		}
		this.truth.add(seen);
	}

	@Test
	void isExactUntilTheShareIsReachedAndSoonAfterABurst() {
		long now = events((long) SECOND, 30, 1000);
		assertThat(this.timer.count()).isEqualTo(30_000);
		assertThat(this.timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(30_000 * 1_600);
		assertThat(rate()).isEqualTo(1);
		now = events(now, 2, 5_000_000);
		assertThat(rate()).isLessThan(0.02);
		now = events(now, 3, 1000);
		assertThat(rate()).isEqualTo(1);
		long count = this.timer.count();
		events(now, 10, 1000);
		assertThat(this.timer.count() - count).isEqualTo(10_000);
	}

	@Test
	void scrapesFindTheRateOfAFamilyWithoutEventsAsItIs() {
		long now = events(0, 2, 5_000_000);
		assertThat(rate()).isLessThan(0.02);
		this.clock.set(now + (long) SECOND);
		this.registry.scrape();
		this.clock.set(now + 2 * (long) SECOND);
		assertThat(this.registry.scrape()).contains("sightglass_sample_rate{family=\"test\"} 1.0");
	}

	@Test
	void theWeightIsThatOfTheMomentAtWhichItBegan() {
		long now = events(0, 2, 5_000_000);
		long start = Times.UNTIMED;
		while (start == Times.UNTIMED) {
			start = this.times.start();
		}
		int weight = this.times.weight(start);
		assertThat(weight).isGreaterThan(64);
		events(now, 5, 1000);
		assertThat(rate()).isEqualTo(1);
		this.times.end(this.plain, start);
		assertThat(this.plain.count()).isEqualTo(weight);
		assertThat(this.plain.max(TimeUnit.SECONDS)).isBetween(4.99, 5.01);
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -17, -16, -1, 0, 1, 15, 16, Long.MAX_VALUE - 31 })
	void aStartIsNeverTakenForNone(long now) {
		this.clock.set(now);
		long start = this.times.start();
		assertThat(start).isNotEqualTo(Times.UNTIMED);
		assertThat(this.times.weight(start)).isEqualTo(1);
	}

	@Test
	void takesAtLeastOneOf32768() {
		Sampler least = Sampler.auto(this.instruments, "least", Double.MIN_VALUE);
		int most = 0;
		for (int i = 0; i < 10_000_000; i++) {
			most = Math.max(most, least.weight());
		}
		assertThat(most).isEqualTo(Sampler.MAX_WEIGHT);
		assertThat(this.registry.get("sightglass.sample.rate").tag("family", "least").gauge().value())
			.isEqualTo(1.0 / Sampler.MAX_WEIGHT);
	}

	@Test
	void aClockThatFailsIsCountedAndCostsNoEvent() {
		this.clock.fail();
		assertThat(Sampler.auto(this.instruments, "made then", Sampler.MAX_CORE_SHARE).take()).isTrue();
		for (int i = 0; i < 200_000; i++) {
			assertThat(this.sampler.weight()).isEqualTo(1);
		}
		assertThat(this.registry.get("sightglass.failures").tag("family", "clock").counter().count()).isPositive();
	}

	@Test
	void allocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		events(0, 1, 1_000_000);
		long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		events((long) SECOND, 2, 1_000_000);
		assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before).isLessThan(10_000);
	}

	@Test
	void recordsEverythingInARegistryThatKnowsNoWeights() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		Sampler all = Sampler.auto(new Instruments(other), "test", Sampler.MAX_CORE_SHARE);
		assertThat(all).isSameAs(Sampler.ALWAYS);
		assertThat(other.get("sightglass.sample.rate").tag("family", "test").gauge().value()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, 1.1, Double.NaN })
	void refusesWhatIsNoShare(double share) {
		assertThatIllegalArgumentException().isThrownBy(() -> Sampler.auto(this.instruments, "test", share))
			.withMessageContaining("above 0.0 and at most 1.0");
	}

	private double rate() {
		return this.registry.get("sightglass.sample.rate").gauge().value();
	}

	private long events(long from, int seconds, long perSecond) {
		for (long i = 0; i < seconds * perSecond; i++) {
			long now = from + i * (long) SECOND / perSecond;
			this.clock.set(now);
			long start = this.times.start();
			this.clock.set(now + 1_600);
			this.times.end(this.timer, start);
		}
		return from + seconds * (long) SECOND;
	}

	private static double quantile(Timer timer, double quantile) {
		CountAtBucket[] counts = timer.takeSnapshot().histogramCounts();
		double rank = quantile * timer.count();
		int at = 0;
		while (counts[at].count() < rank) {
			at++;
		}
		double below = counts[at - 1].count();
		return counts[at - 1].bucket()
				+ (counts[at].bucket() - counts[at - 1].bucket()) * (rank - below) / (counts[at].count() - below);
	}

}
