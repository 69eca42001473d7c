package io.sightglass.autoconfigure.lifetime;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A start that fails half-way, after all beans are there and the server answers, leaves
 * nothing behind.
 */
class FailedStartTests {

	@ParameterizedTest
	@EnumSource(Kind.class)
	void leavesNothingBehind(Kind kind) {
		fail(kind);
		Map<String, Integer> shared = Remains.shared();
		// Reactor's own, one a processor.
		shared.merge("parallel-#", Runtime.getRuntime().availableProcessors(), Integer::sum);
		int sockets = Remains.sockets();
		for (int i = 0; i < 3; i++) {
			fail(kind);
		}
		Remains.awaitShared(shared);
		assertThat(Remains.sockets()).isLessThanOrEqualTo(sockets + 1);
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.doesNotContain("sightglass-clock", "sightglass-expiry", "sightglass-state", "sightglass-llm-prices");
	}

	private static void fail(Kind kind) {
		assertThatThrownBy(() -> LivingApp.start(kind,
				List.of("sightglass.cardinality.expire-after=1h", "sightglass.health.include=*"), Late.class))
			.hasStackTraceContaining("too late");
	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		SmartLifecycle late() {
			return new SmartLifecycle() {

				@Override
				public void start() {
					throw new NoClassDefFoundError("too late");
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}

				@Override
				public int getPhase() {
					return Integer.MAX_VALUE;
				}

			};
		}

	}

}
