package io.sightglass.autoconfigure.prometheus;

import io.micrometer.core.instrument.Clock;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.registry.clock.CoarseClock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Puts a clock that is cheap to read in the place of Boot's: every timer of the
 * application asks it for the wall time at every recording.
 */
@AutoConfiguration(beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration")
@ConditionalOnClass(Clock.class)
@ConditionalOnEnabled("clock")
public final class ClockAutoConfiguration {

	ClockAutoConfiguration() {
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean(Clock.class)
	CoarseClock sightglassClock() {
		return new CoarseClock();
	}

}
