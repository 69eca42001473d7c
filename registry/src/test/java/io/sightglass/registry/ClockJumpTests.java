package io.sightglass.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.testing.Until;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A wall clock that is set an hour ahead and back again changes nothing.
 */
class ClockJumpTests {

	private final JumpingClock clock = new JumpingClock();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), this.clock, "", Duration.ofMinutes(30), null);

	@Test
	void nothingLeavesAndNothingStays() {
		Timer took = this.registry.timer("took");
		for (int i = 1; i <= 20; i++) {
			this.registry.counter("orders").increment();
			took.record(Duration.ofMillis(i));
			this.clock.wall += TimeUnit.HOURS.toMillis((i % 2 == 0) ? 1 : -1);
			this.registry.expiry().sweep();
			assertThat(this.registry.scrape()).contains("orders_total " + (double) i, "took_seconds_count " + i);
			assertThat(took.max(TimeUnit.MILLISECONDS)).isEqualTo(i);
		}
		Until.so("what is idle has left", () -> {
			System.gc();
			this.clock.nanos += TimeUnit.MINUTES.toNanos(10);
			this.registry.expiry().sweep();
			return !this.registry.scrape().contains("orders_total");
		});
		this.registry.counter("orders").increment();
		assertThat(this.registry.counter("orders").count()).isEqualTo(21);
		this.registry.close();
	}

	private static final class JumpingClock implements Clock {

		private long wall = 1_700_000_000_000L;

		private long nanos = 1;

		@Override
		public long wallTime() {
			return this.wall;
		}

		@Override
		public long monotonicTime() {
			return this.nanos;
		}

	}

}
