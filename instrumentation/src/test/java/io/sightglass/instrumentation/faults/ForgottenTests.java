package io.sightglass.instrumentation.faults;

import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.pipeline.StageStep;
import io.sightglass.meters.set.MeterSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is opened and forgotten is not open for ever.
 */
class ForgottenTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@ParameterizedTest
	@MethodSource
	void whatIsForgottenEnds(String gauge, Consumer<MeterRegistry> opening) {
		opening.accept(this.registry);
		assertThat(gauge(gauge)).isOne();
		awaitCollection(gauge);
	}

	static Stream<Arguments> whatIsForgottenEnds() {
		return Stream.of(arguments("pipeline.records.in.flight", opening((registry) -> received(registry).start())),
				arguments("pipeline.records.in.flight", opening((registry) -> received(registry).step().start())),
				arguments("pipeline.records.in.flight", opening(ForgottenTests::startedAgain)),
				arguments("llm.requests.active",
						opening((registry) -> LlmMeters.in(registry).start("openai", "gpt-4o", "chat"))),
				arguments("connections.active", opening((registry) -> endpoint(registry).opened())),
				arguments("connection.streams.active", opening((registry) -> endpoint(registry).opened().stream())),
				arguments("connection.streams.active", opening((registry) -> endpoint(registry).stream())),
				arguments("set.open",
						opening((registry) -> MeterSets
							.in(new Instruments(registry), new HostileSet.Factory(), Sampler.ALWAYS)
							.open(Role.CLIENT)
							.hold())));
	}

	@Test
	void aStepThatIsForgottenHasFailedAsUnfinished() {
		received(this.registry).start();
		awaitCollection("pipeline.records.in.flight");
		assertThat(this.registry.get("pipeline.errors").tag("error", "unfinished").counter().count()).isOne();
		assertThat(this.registry.get("pipeline.records.processed").tag("outcome", "error").counter().count()).isOne();
	}

	@Test
	void whatHasEndedIsNotEndedAgain() {
		for (int i = 0; i < 1000; i++) {
			PipelineMeters.in(this.registry).pipeline("orders").source("shop").received();
			PipelineMeters.in(this.registry).pipeline("orders").stage("enrich").start().cancelled();
			endpoint(this.registry).stream().close();
		}
		// Collected after them, or with them.
		received(this.registry).start();
		awaitCollection("pipeline.records.in.flight");
		assertThat(this.registry.get("pipeline.errors").counter().count()).isOne();
		assertThat(this.registry.get("pipeline.records.processed").tag("outcome", "cancelled").counter().count())
			.isEqualTo(1000);
		assertThat(gauge("connection.streams.active")).isZero();
	}

	@Test
	void aRegistryThatNobodyHoldsIsCollected() {
		WeakReference<MeterRegistry> forgotten = new WeakReference<>(used(new SimpleMeterRegistry()));
		await().untilAsserted(() -> {
			System.gc();
			assertThat(forgotten.get()).isNull();
		});
	}

	private static MeterRegistry used(MeterRegistry registry) {
		received(registry).run(() -> endpoint(registry).opened().done());
		return registry;
	}

	private void awaitCollection(String gauge) {
		await().untilAsserted(() -> {
			System.gc();
			assertThat(gauge(gauge)).isZero();
		});
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private static Consumer<MeterRegistry> opening(Consumer<MeterRegistry> opening) {
		return opening;
	}

	private static void startedAgain(MeterRegistry registry) {
		Stage stage = received(registry);
		StageStep step = stage.start();
		step.retried(new IllegalStateException());
		step.start();
	}

	private static Stage received(MeterRegistry registry) {
		Pipeline orders = PipelineMeters.in(registry).pipeline("orders");
		orders.source("shop").received();
		return orders.stage("enrich");
	}

	private static ConnectionMeters.Endpoint endpoint(MeterRegistry registry) {
		return ConnectionMeters.in(registry).endpoint("gateway", "tcp", Role.CLIENT);
	}

}
