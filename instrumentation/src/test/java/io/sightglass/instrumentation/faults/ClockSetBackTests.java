package io.sightglass.instrumentation.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockSetBackTests {

	private final SettableClock clock = new SettableClock();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock);

	private final FamilyWork work = new FamilyWork(new Instruments(this.registry));

	@Test
	void countsGoOnAndNothingIsNegative() {
		for (int i = 0; i < 10; i++) {
			this.work.once("a");
			this.clock.setBy(Duration.ofHours(-1));
		}
		assertThat(this.registry.get("connections").tag("endpoint", "held").counter().count()).isEqualTo(10);
		assertThat(this.registry.get("pipeline.records.processed").tag("pipeline", "held").counter().count())
			.isEqualTo(10);
		for (String timer : new String[] { "connection.duration", "pipeline.stage.duration", "pipeline.latency",
				"http.server.requests" }) {
			for (Timer each : this.registry.get(timer).timers()) {
				assertThat(each.totalTime(TimeUnit.SECONDS)).as(each.getId().toString()).isBetween(0.0, 60.0);
			}
		}
		this.registry.forEachMeter(ClockSetBackTests::requireNothingNegative);
		assertThat(this.registry.find("sightglass.failures").counters()).isEmpty();
		assertThat(this.registry.scrape()).contains("connections_total").doesNotContain(" -");
	}

	@Test
	void anAgeIsThatOfTheMonotonicClock() {
		this.work.once("a");
		this.clock.setBy(Duration.ofDays(-2));
		this.clock.passes(Duration.ofSeconds(30));
		assertThat(this.registry.get("pipeline.checkpoint.age").tag("pipeline", "held").gauge().value()).isEqualTo(30);
	}

	private static void requireNothingNegative(Meter meter) {
		meter.measure()
			.forEach((measurement) -> assertThat(measurement.getValue()).as(meter.getId().toString())
				.isNotNegative()
				.isLessThan(1e9));
	}

	/**
	 * A wall clock that somebody sets, beside a monotonic one that nobody does.
	 */
	private static final class SettableClock implements Clock {

		private long wallMillis = System.currentTimeMillis();

		private long nanos = 1;

		void setBy(Duration step) {
			this.wallMillis += step.toMillis();
		}

		void passes(Duration time) {
			this.wallMillis += time.toMillis();
			this.nanos += time.toNanos();
		}

		@Override
		public long wallTime() {
			return this.wallMillis;
		}

		@Override
		public long monotonicTime() {
			return this.nanos;
		}

	}

}
