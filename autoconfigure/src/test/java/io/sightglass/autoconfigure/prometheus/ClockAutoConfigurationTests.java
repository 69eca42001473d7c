package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.autoconfigure.CoreContext;
import io.sightglass.registry.clock.CoarseClock;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ClockAutoConfigurationTests {

	private final ApplicationContextRunner runner = CoreContext.runner()
		.withConfiguration(AutoConfigurations.of(ClockAutoConfiguration.class));

	@Test
	void givesEveryRegistryTheCoarseClock() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Clock.class);
			assertThat(context.getBean(MeterRegistry.class).config().clock()).isInstanceOf(CoarseClock.class);
		});
	}

	@Test
	void leavesBootsClockWhenSwitchedOff() {
		this.runner.withPropertyValues("sightglass.clock.enabled=false")
			.run((context) -> assertThat(context.getBean(Clock.class)).isSameAs(Clock.SYSTEM));
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context.getBean(Clock.class)).isSameAs(Clock.SYSTEM));
	}

	@Test
	void yieldsToTheApplicationsClock() {
		this.runner.withUserConfiguration(OwnClock.class)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).config().clock())
				.isSameAs(OwnClock.CLOCK));
	}

	@Test
	void timesAsExactlyAsBefore() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Timer timer = registry.timer("took");
			for (int i = 0; i < 100_000; i++) {
				timer.record(Duration.ofNanos(17));
			}
			assertThat(timer.count()).isEqualTo(100_000);
			assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(1_700_000);
			assertThat(timer.max(TimeUnit.NANOSECONDS)).isEqualTo(17);
		});
	}

	@Test
	void leavesNoThreadWhenTheContextCloses() {
		this.runner.run((context) -> {
			Clock clock = context.getBean(Clock.class);
			Thread ticker = null;
			// The machine may be too slow to be busy at once.
			while (ticker == null) {
				clock.wallTime();
				ticker = Thread.getAllStackTraces()
					.keySet()
					.stream()
					.filter((thread) -> thread.getName().equals("sightglass-clock"))
					.findFirst()
					.orElse(null);
				for (int i = 0; i < 2000; i++) {
					clock.wallTime();
				}
			}
			context.close();
			ticker.join(TimeUnit.MINUTES.toMillis(1));
			assertThat(ticker.isAlive()).isFalse();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClock {

		private static final Clock CLOCK = new Clock() {

			@Override
			public long wallTime() {
				return 0;
			}

			@Override
			public long monotonicTime() {
				return 0;
			}

		};

		@Bean
		Clock clock() {
			return CLOCK;
		}

	}

}
