package io.sightglass.test;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.OpenStream;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.pipeline.StageStep;
import io.sightglass.meters.set.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatIllegalStateException;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;

class OpenWorkTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final OpenWork open = new OpenWork();

	private final Stage enrich = this.open.watch(PipelineMeters.in(this.registry)).pipeline("orders").stage("enrich");

	private final LlmMeters llm = this.open.watch(LlmMeters.in(this.registry));

	private final ConnectionMeters.Endpoint gateway = this.open.watch(ConnectionMeters.in(this.registry))
		.endpoint("gateway", "tcp", Role.SERVER);

	@Test
	void namesEachStepThatIsOpenAndWhereItWasStarted() {
		StageStep batch = this.enrich.start(3);
		assertThatThrownBy(() -> assertThat(this.open).hasNothingOpen())
			.hasMessageStartingWith("Expected nothing to be open, but there is still:%n".formatted()
					+ "  a step of stage \"enrich\" in pipeline \"orders\", started at io.sightglass.test.OpenWorkTests."
					+ "namesEachStepThatIsOpenAndWhereItWasStarted(OpenWorkTests.java:");
		batch.filtered(1);
		assertThat(this.open).hasOpen(1);
		batch.failed(1, new IllegalStateException());
		assertThat(this.open).hasOpen(1);
		batch.done();
		batch.close();
		assertThat(this.open).hasNothingOpen();
		assertThat(this.registry).pipeline("orders").hasProcessed(1).hasFiltered(1).hasFailed(1).hasTimed(1);
	}

	@Test
	void knowsEveryWayThatAStepEnds() {
		this.enrich.start().done();
		this.enrich.start().filtered();
		this.enrich.start().cancelled();
		this.enrich.start().failed(null);
		this.enrich.start().retried(new IllegalStateException());
		this.enrich.start().close();
		this.enrich.start(0).close();
		this.enrich.run(() -> assertThat(this.open).hasOpen(1));
		assertThatIllegalStateException().isThrownBy(() -> this.enrich.callWith((step) -> {
			throw new IllegalStateException();
		}));
		long started = this.enrich.startTiming();
		assertThat(this.open).hasOpen(1);
		this.enrich.stopTiming(started);
		StageStep held = this.enrich.step();
		assertThat(this.open).hasNothingOpen();
		held.start();
		held.start(2);
		assertThat(this.open).hasOpen(1);
		held.done();
		assertThat(this.open).hasNothingOpen();
		assertThat(this.registry).pipeline("orders")
			.hasProcessed(4)
			.hasFiltered(1)
			.hasFailed(4)
			.hasCancelled(1)
			.hasRetried(1);
	}

	@Test
	void tellsStepsOfOneStageApart() {
		StageStep first = this.enrich.start();
		this.enrich.start();
		first.done();
		assertThat(this.open).hasOpen(1);
		assertThatThrownBy(() -> assertThat(this.open).hasOpen(2))
			.hasMessageStartingWith("Expected 2 to be open, but there were 1:%n  a step of".formatted());
	}

	@Test
	void knowsEveryWayThatACallEnds() {
		List<LlmCall> calls = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			calls.add(this.llm.start("openai", "gpt-4o", "chat"));
		}
		assertThatThrownBy(() -> assertThat(this.open).hasNothingOpen()).hasMessageContaining(
				"  a call of model \"gpt-4o\" of \"openai\", started at io.sightglass.test.OpenWorkTests.");
		calls.get(0).usage(1, 2, 0, 0, 0);
		calls.get(0).done();
		calls.get(1).failed(new IllegalStateException());
		calls.get(2).failedFor(LlmError.TIMEOUT);
		calls.get(3).cancelled();
		calls.get(4).close();
		assertThat(this.open).hasOpen(1);
		String done = calls.get(5).done("answer");
		assertThat(done).isEqualTo("answer");
		assertThat(this.open).hasNothingOpen();
		String answer = this.llm.start("openai", "gpt-4o", "chat").callWith((call) -> {
			call.usage(1, 0, 0, 0, 0);
			return "answer";
		});
		assertThat(answer).isEqualTo("answer");
		assertThat(this.open).hasNothingOpen();
		assertThat(this.registry).llm("openai", "gpt-4o")
			.hasCalls(3, Outcome.SUCCESS)
			.hasCalls(2, Outcome.ERROR)
			.hasTokens("input", 2);
	}

	@Test
	void knowsConnectionsAndTheirStreams() {
		OpenConnection connection = this.gateway.opened();
		OpenStream stream = connection.stream();
		connection.stream();
		assertThat(this.open).hasOpen(3);
		stream.close();
		assertThat(this.open).hasOpen(2);
		assertThatThrownBy(() -> assertThat(this.open).hasNothingOpen())
			.hasMessageContaining("  a connection of \"gateway\", started at ")
			.hasMessageContaining("  a stream of \"gateway\", started at ");
		connection.closedFor(Reason.IDLE);
		assertThat(this.open).hasNothingOpen();
		this.gateway.opened().failed(new IllegalStateException());
		this.gateway.opened().close();
		this.gateway.opened().closedBecause("own");
		this.gateway.stream().close();
		assertThat(this.open).hasNothingOpen();
		assertThat(this.registry).connections("gateway").hasOpened(4).hasClosed(4).hasStreams(3);
	}

	@Test
	void knowsTheTimingsOfASet() {
		OrderMeters orders = this.open.watch(RecordedSet.of(OrderMeters.class));
		Timing timing = orders.fulfilling(true);
		assertThatThrownBy(() -> assertThat(this.open).hasNothingOpen())
			.hasMessageContaining("  fulfilling(true) of OrderMeters, started at io.sightglass.test.OpenWorkTests.");
		timing.done();
		assertThat(this.open).hasNothingOpen();
	}

	@Test
	void watchesWhatRecordsNothingToo() {
		OpenConnection connection = this.open.watch(ConnectionMeters.NONE).endpoint("a", "tcp", Role.CLIENT).opened();
		StageStep step = this.open.watch(PipelineMeters.NONE).pipeline("a").stage("b").start();
		assertThat(this.open).hasOpen(2);
		connection.close();
		step.done();
		assertThat(this.open).hasNothingOpen();
	}

	// What is forgotten would end by itself, and nobody would know.
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void keepsWhatIsForgotten(int round) {
		this.enrich.start();
		this.llm.start("openai", "gpt-4o", "chat");
		this.gateway.opened();
		for (int i = 0; i < round; i++) {
			Memory.collect();
		}
		assertThat(this.open).hasOpen(3);
	}

}
