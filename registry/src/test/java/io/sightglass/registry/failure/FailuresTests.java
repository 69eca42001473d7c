package io.sightglass.registry.failure;

import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FailuresTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Failures failures = new Failures(this.registry, "");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.log.start();
		((Logger) LoggerFactory.getLogger(Failures.class)).addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		((Logger) LoggerFactory.getLogger(Failures.class)).detachAppender(this.log);
	}

	@Test
	void countsEveryFailureByFamilyAndLogsEachCauseOnce() {
		for (int i = 0; i < 5; i++) {
			this.failures.guard("llm.cost", () -> {
				throw new IllegalStateException("no price");
			});
			this.failures.guard("llm.cost", () -> {
				throw new IllegalArgumentException("no model");
			});
		}
		assertThat(count("llm")).isEqualTo(10);
		assertThat(this.log.list).hasSize(2);
	}

	@Test
	void aMissingClassIsAFailureToo() {
		this.failures.guard("transport", () -> {
			throw new NoClassDefFoundError("io/netty/Gone");
		});
		assertThat(count("transport")).isEqualTo(1);
	}

	@Test
	void countsExactlyUnderContention() throws Exception {
		Threads.run(16, (thread) -> {
			for (int i = 0; i < 5_000; i++) {
				this.failures.record("http.requests", new IllegalStateException("x"));
			}
		});
		assertThat(count("http")).isEqualTo(80_000);
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void aGaugeThatThrowsShowsNothingAndIsCounted() {
		Gauge gauge = Gauge.builder("orders.open", "state", this.failures.guarded("orders.open", (state) -> {
			throw new IllegalStateException("x");
		}, Double.NaN)).register(this.registry);
		assertThat(gauge.value()).isNaN();
		assertThat(count("orders")).isEqualTo(1);
	}

	@Test
	void aTotalNeverFallsWhateverItsSourceAnswers() {
		AtomicReference<Double> source = new AtomicReference<>(5.0);
		FunctionCounter counter = FunctionCounter
			.builder("kernel.resets", source, this.failures.lastGood("kernel.resets", AtomicReference::get))
			.register(this.registry);
		assertThat(counter.count()).isEqualTo(5);
		source.set(Double.NaN);
		assertThat(counter.count()).isEqualTo(5);
		source.set(3.0);
		assertThat(counter.count()).isEqualTo(5);
		source.set(null);
		assertThat(counter.count()).isEqualTo(5);
		source.set(7.0);
		assertThat(counter.count()).isEqualTo(7);
	}

	@Test
	void aRegistryThatRefusesTheCounterDoesNotBreakTheCaller() {
		this.registry.timer("sightglass.failures", "family", "odd");
		assertThatNoException().isThrownBy(() -> this.failures.record("odd.meter", new IllegalStateException("x")));
	}

	private double count(String family) {
		return this.registry.get("sightglass.failures").tag("family", family).counter().count();
	}

}
