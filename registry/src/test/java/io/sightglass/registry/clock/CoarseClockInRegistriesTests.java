package io.sightglass.registry.clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What registries do with their clock, beside the same registry with an exact one.
 */
class CoarseClockInRegistriesTests {

	private final SettableClock exact = new SettableClock();

	private final CoarseClock clock = new CoarseClock(this.exact, (ticker) -> new Thread(() -> {
	}));

	@Test
	void aStepEndsWhenItEndsByTheExactClock() {
		Steps coarse = new Steps(this.clock);
		Steps reference = new Steps(this.exact);
		for (int step = 0; step < 10; step++) {
			for (int millis = 0; millis < 10_000; millis += 5) {
				coarse.orders.increment();
				reference.orders.increment();
				coarse.took.record(Duration.ofMillis(1));
				reference.took.record(Duration.ofMillis(1));
				readOften();
				this.clock.tick();
				this.exact.pass(5);
			}
			// One millisecond into the next step, when Micrometer asks.
			this.exact.pass(1);
			assertThat(coarse.orders.count()).isEqualTo(2000).isEqualTo(reference.orders.count());
			assertThat(coarse.took.count()).isEqualTo(2000).isEqualTo(reference.took.count());
			this.exact.pass(-1);
		}
	}

	@Test
	void aStepWithoutRecordingsIsEmpty() {
		Steps coarse = new Steps(this.clock);
		coarse.orders.increment();
		this.exact.pass(10_000);
		assertThat(coarse.orders.count()).isOne();
		this.exact.pass(10_000);
		assertThat(coarse.orders.count()).isZero();
	}

	@Test
	void aMaximumLeavesItsWindow() {
		TimeWindowMax max = new TimeWindowMax(this.clock, TimeUnit.MINUTES.toMillis(1), 3);
		max.record(17.0);
		for (int second = 0; second < 179; second++) {
			this.exact.pass(1000);
			readOften();
			this.clock.tick();
			assertThat(max.poll()).isEqualTo(17);
		}
		this.exact.pass(1000);
		this.clock.tick();
		assertThat(max.poll()).isZero();
	}

	@Test
	void aTimersMaximumIsThatOfItsWindow() {
		MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(),
				this.clock);
		Timer timer = Timer.builder("took").serviceLevelObjectives(Duration.ofMillis(10)).register(registry);
		timer.record(Duration.ofSeconds(3));
		readOften();
		this.clock.tick();
		assertThat(timer.max(TimeUnit.SECONDS)).isEqualTo(3);
		this.exact.pass(TimeUnit.HOURS.toMillis(1));
		this.clock.tick();
		timer.record(Duration.ofSeconds(1));
		assertThat(timer.max(TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(timer.count()).isEqualTo(2);
	}

	@Test
	void aClockThatIsSetBackLosesNoCount() {
		Steps coarse = new Steps(this.clock);
		coarse.orders.increment();
		this.exact.wall.addAndGet(-TimeUnit.HOURS.toMillis(1));
		coarse.orders.increment();
		this.exact.wall.addAndGet(TimeUnit.HOURS.toMillis(1) + 10_000);
		assertThat(coarse.orders.count()).isEqualTo(2);
	}

	@Test
	void aSimpleRegistryInStepModeRollsToo() {
		MeterRegistry registry = new SimpleMeterRegistry(new SimpleConfig() {

			@Override
			public @Nullable String get(String key) {
				return null;
			}

			@Override
			public CountingMode mode() {
				return CountingMode.STEP;
			}

		}, this.clock);
		Counter orders = registry.counter("orders");
		readOften();
		this.clock.tick();
		orders.increment();
		assertThat(orders.count()).isZero();
		this.exact.pass(60_000);
		this.clock.tick();
		assertThat(orders.count()).isOne();
	}

	private void readOften() {
		for (int i = 0; i < CoarseClock.BUSY; i++) {
			this.clock.wallTime();
		}
	}

	private static final class Steps extends StepMeterRegistry {

		private final Counter orders = counter("orders");

		private final Timer took = timer("took");

		Steps(Clock clock) {
			super(new StepRegistryConfig() {

				@Override
				public String prefix() {
					return "steps";
				}

				@Override
				public @Nullable String get(String key) {
					return null;
				}

				@Override
				public Duration step() {
					return Duration.ofSeconds(10);
				}

			}, clock);
		}

		@Override
		protected void publish() {
		}

		@Override
		protected TimeUnit getBaseTimeUnit() {
			return TimeUnit.SECONDS;
		}

	}

}
