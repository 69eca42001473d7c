package io.sightglass.instrumentation.faults;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A filter of the application's that throws costs the meters that it throws for, and
 * neither a start nor a recording.
 */
class ThrowingFilterTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@ValueSource(strings = { "http", "connection", "transport", "pipeline", "llm", "health", "" })
	void noFamilyFailsForIt(String prefix) {
		this.registry.config().meterFilter(new MeterFilter() {
			@Override
			public Meter.Id map(Meter.Id id) {
				if (id.getName().startsWith(prefix) && !id.getName().startsWith("sightglass")) {
					throw new IllegalStateException("no " + id.getName());
				}
				return id;
			}
		});
		assertThatNoException().isThrownBy(() -> {
			FamilyWork work = new FamilyWork(new Instruments(this.registry));
			work.once("first");
			work.once("second");
		});
		if (!prefix.equals("health")) {
			assertThat(this.registry.get("sightglass.failures").counters()).isNotEmpty();
		}
	}

}
