package io.sightglass.test;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.StageStep;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sightglass.test.SightglassAssertions.assertThat;

/**
 * Every figure of a family is found, whatever the registry.
 */
class FamilyAssertTests {

	@ParameterizedTest
	@EnumSource
	void pipelines(Registries registries) {
		Instruments instruments = registries.instruments();
		Pipeline orders = PipelineMeters.in(instruments, Sampler.ALWAYS).pipeline("orders");
		orders.source("shop").received(7);
		orders.source("post").received();
		orders.source("shop").backpressure();
		orders.stage("enrich").run(() -> {
		});
		try (StageStep step = orders.stage("enrich").start(5)) {
			step.filtered(1);
			step.failed(1, new TimeoutException());
			step.failed(1, null);
			step.cancelled();
		}
		orders.stage("book").retried(new TimeoutException());
		orders.sink("warehouse").delivered();
		orders.checkpoint().saved();
		assertThat(instruments.registry()).pipeline("orders")
			.hasReceived(8)
			.source("shop")
			.hasReceived(7)
			.hasBackpressure(1)
			.stage("enrich")
			.hasProcessed(1)
			.hasFiltered(1)
			.hasFailed(2)
			.hasCancelled(2)
			.hasErrors(1, ErrorKind.TIMEOUT)
			.hasErrors(1, "unfinished")
			.hasTimed(2)
			.hasRetried(0)
			.stage("book")
			.hasRetried(1)
			.hasErrors(1, ErrorKind.TIMEOUT)
			.sink("warehouse")
			.hasDelivered(1)
			.hasInFlight(2)
			.hasCheckpoints(1);
		assertThat(instruments.registry()).pipeline("payments").hasReceived(0).hasProcessed(0).hasInFlight(0);
	}

	@ParameterizedTest
	@EnumSource
	void connections(Registries registries) {
		Instruments instruments = registries.instruments();
		ConnectionMeters.Endpoint gateway = ConnectionMeters.in(instruments, Sampler.ALWAYS)
			.endpoint("gateway", "tls", Role.SERVER);
		OpenConnection one = gateway.opened();
		one.handshaken(Outcome.SUCCESS);
		one.stream();
		one.stream().close();
		gateway.opened().closedFor(Reason.RESET);
		gateway.opened().closedBecause("replaced");
		gateway.attemptFailedFor(Reason.REFUSED);
		gateway.attemptFailedBecause("full");
		for (ConnectionsAssert connections : new ConnectionsAssert[] {
				assertThat(instruments.registry()).connections("gateway"),
				assertThat(instruments.registry()).connections("gateway", "tls", Role.SERVER) }) {
			connections.hasOpened(3)
				.hasActive(1)
				.hasClosed(2)
				.hasClosed(1, Reason.RESET)
				.hasClosed(1, "replaced")
				.hasClosed(0, Reason.ABANDONED)
				.hasFailed(2)
				.hasFailed(1, Reason.REFUSED)
				.hasFailed(1, "full")
				.hasHandshakes(1, Outcome.SUCCESS)
				.hasTimed(2)
				.hasStreams(2)
				.hasActiveStreams(1);
		}
		assertThat(instruments.registry()).connections("gateway", "tls", Role.CLIENT).hasOpened(0);
		one.close();
		assertThat(instruments.registry()).hasNothingOpen();
	}

	@ParameterizedTest
	@EnumSource
	void transport(Registries registries) {
		Instruments instruments = registries.instruments();
		TransportMeters.Endpoint gateway = TransportMeters.in(instruments, Sampler.ALWAYS)
			.endpoint("gateway", "tcp", Role.CLIENT);
		gateway.sent(1000, 2);
		gateway.received(24);
		gateway.failedFor(ErrorKind.RESET);
		gateway.failed(new TimeoutException());
		gateway.retransmitted(3);
		gateway.roundTrip(Duration.ofMillis(2));
		assertThat(instruments.registry()).transport("gateway")
			.hasSent(1000, 2)
			.hasReceived(24, 1)
			.hasErrors(2)
			.hasErrors(1, ErrorKind.RESET)
			.hasErrors(1, "timeout")
			.hasTimeouts(1)
			.hasRetransmitted(3)
			.hasRoundTrips(1);
		assertThat(instruments.registry()).transport("gateway", "tcp", Role.CLIENT).hasSent(1000, 2);
		assertThat(instruments.registry()).transport("gateway", "udp", Role.CLIENT).hasSent(0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void llmCalls(Registries registries) {
		Instruments instruments = registries.instruments();
		LlmMeters meters = LlmMeters.in(instruments, PriceBook.shipped());
		try (LlmCall call = meters.start("OpenAI", "gpt-4o-2024-08-06", "chat")) {
			call.firstToken();
			call.usage(new LlmUsage(1000, 100, 0, 0, 7));
			call.finish("stop");
			call.retried();
			call.toolCall("weather", Outcome.SUCCESS);
			call.done();
		}
		meters.start("openai", "gpt-4o", "chat").failedFor(LlmError.RATE_LIMIT);
		LlmCall open = meters.start("openai", "gpt-4o", "chat");
		MeterRegistry registry = instruments.registry();
		for (String name : new String[] { "gpt-4o", "gpt-4o-2024-08-06" }) {
			assertThat(registry).llm("openai", name)
				.hasCalls(2)
				.hasCalls(1, Outcome.SUCCESS)
				.hasCalls(1, Outcome.ERROR)
				.hasStreamed(1)
				.hasActive(1)
				.hasErrors(1, LlmError.RATE_LIMIT)
				.hasTokens(new LlmUsage(1000, 100, 0, 0, 7))
				.hasTokens("reasoning", 7)
				.hasCost(0.00357)
				.hasUnpricedTokens(0)
				.hasFirstTokens(1)
				.hasRetried(1)
				.hasFinished(1, "stop")
				.hasToolCalls(1, "weather", Outcome.SUCCESS);
		}
		meters.start("openai", "gpt-4o", "embeddings").done();
		assertThat(registry).llm("openai", "gpt-4o")
			.hasCalls(3)
			.operation("chat")
			.hasCalls(2)
			.hasActive(1)
			.hasFirstTokens(1)
			.operation("embeddings")
			.hasCalls(1)
			.hasTokens(LlmUsage.NONE);
		open.done();
		assertThat(registry).hasNothingOpen().hasNoFailures();
	}

}
