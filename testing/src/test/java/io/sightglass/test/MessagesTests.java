package io.sightglass.test;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.transport.TransportMeters;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;

/**
 * A figure that is wrong is an error that says what there is.
 */
class MessagesTests {

	private static final MeterRegistry registry = new SimpleMeterRegistry();

	private static final Pipeline orders = PipelineMeters.in(registry).pipeline("orders");

	static {
		orders.source("shop").received(2);
		orders.stage("enrich").processed(1);
		ConnectionMeters.in(registry).endpoint("gateway", "tcp", Role.SERVER).opened();
		TransportMeters.in(registry).endpoint("gateway", "tcp", Role.SERVER).sent(10);
		LlmMeters.in(registry).start("openai", "gpt-4o", "chat").done();
	}

	@Test
	void sayWhatWasExpectedAndWhatThereIs() {
		assertThatThrownBy(() -> pipeline().source("shop").hasReceived(3)).isInstanceOf(AssertionError.class)
			.hasMessageStartingWith(
					"pipeline \"orders\", source \"shop\": expected 3 records received, but there were 2.%nThe registry has:%n"
						.formatted())
			.hasMessageContaining("%n  pipeline.records.received{pipeline=orders, source=shop} 2%n".formatted())
			.hasMessageContaining("pipeline.records.processed{outcome=success, pipeline=orders, stage=enrich} 1");
	}

	@Test
	void sayWhatTheTestCallsIt() {
		assertThatThrownBy(() -> assertThat(registry).as("after the first order")
			.pipeline("orders")
			.stage("enrich")
			.hasProcessed(2)).hasMessageStartingWith("[after the first order] pipeline \"orders\", stage \"enrich\"");
	}

	@Test
	void sayThatThereIsNothingAtAll() {
		assertThatThrownBy(() -> assertThat(new SimpleMeterRegistry()).llm("openai", "gpt-4o").hasCalls(1))
			.hasMessageContaining("model \"gpt-4o\" of \"openai\": expected 1 calls, but there were 0.")
			.hasMessageEndingWith("The registry has:%n  nothing of it".formatted());
		assertThatThrownBy(() -> assertThat(new CompositeMeterRegistry()).llm("openai", "gpt-4o").hasCalls(1))
			.hasMessageEndingWith("nothing: it is a composite without a registry, which keeps no figures");
		assertThatThrownBy(() -> assertThat((MeterRegistry) null).llm("openai", "gpt-4o"))
			.hasMessageContaining("not to be null");
	}

	@Test
	void areNoLongerThanSomebodyReads() {
		MeterRegistry many = new SimpleMeterRegistry();
		Pipeline long1 = PipelineMeters.in(many).pipeline("long");
		IntStream.range(0, 90).forEach((i) -> long1.source("source" + i).received());
		assertThatThrownBy(() -> assertThat(many).pipeline("long").hasReceived(1)).message()
			.contains(" more")
			.satisfies((message) -> assertThat(message.lines()).hasSizeLessThan(50));
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void comeForEveryFigureThatIsWrong(ThrowingCallable check) {
		assertThatThrownBy(check).isInstanceOf(AssertionError.class)
			.hasMessageMatching("(?s).*: expected 9 .*, but there were \\d+\\.\\RThe registry has:.*");
	}

	static List<ThrowingCallable> wrong() {
		return Stream.of(pipelines(), connections(), transport(), llm()).flatMap((each) -> each).toList();
	}

	private static Stream<ThrowingCallable> pipelines() {
		return Stream.of(() -> pipeline().hasReceived(9), () -> pipeline().hasProcessed(9),
				() -> pipeline().hasFiltered(9), () -> pipeline().hasFailed(9), () -> pipeline().hasCancelled(9),
				() -> pipeline().hasErrors(9, ErrorKind.IO), () -> pipeline().hasErrors(9, "unfinished"),
				() -> pipeline().hasRetried(9), () -> pipeline().hasTimed(9), () -> pipeline().hasDelivered(9),
				() -> pipeline().hasInFlight(9), () -> pipeline().hasCheckpoints(9),
				() -> pipeline().hasBackpressure(9));
	}

	private static Stream<ThrowingCallable> connections() {
		ConnectionsAssert gateway = assertThat(registry).connections("gateway");
		return Stream.of(() -> gateway.hasOpened(9), () -> gateway.hasActive(9), () -> gateway.hasClosed(9),
				() -> gateway.hasClosed(9, Reason.RESET), () -> gateway.hasClosed(9, "own"), () -> gateway.hasFailed(9),
				() -> gateway.hasFailed(9, Reason.REFUSED), () -> gateway.hasFailed(9, "own"),
				() -> gateway.hasTimed(9), () -> gateway.hasHandshakes(9, Outcome.SUCCESS), () -> gateway.hasStreams(9),
				() -> gateway.hasActiveStreams(9));
	}

	private static Stream<ThrowingCallable> transport() {
		TransportAssert gateway = assertThat(registry).transport("gateway");
		return Stream.of(() -> gateway.hasSent(9, 1), () -> gateway.hasSent(10, 9), () -> gateway.hasReceived(9, 0),
				() -> gateway.hasReceived(0, 9), () -> gateway.hasErrors(9), () -> gateway.hasErrors(9, ErrorKind.IO),
				() -> gateway.hasErrors(9, "own"), () -> gateway.hasTimeouts(9), () -> gateway.hasRetransmitted(9),
				() -> gateway.hasRoundTrips(9));
	}

	private static Stream<ThrowingCallable> llm() {
		LlmAssert model = assertThat(registry).llm("openai", "gpt-4o");
		return Stream.of(() -> model.hasCalls(9), () -> model.hasCalls(9, Outcome.ERROR), () -> model.hasStreamed(9),
				() -> model.hasActive(9), () -> model.operation("chat").hasCalls(9),
				() -> model.hasErrors(9, LlmError.SERVER), () -> model.hasTokens(new LlmUsage(0, 0, 0, 9, 0)),
				() -> model.hasTokens("input", 9), () -> model.hasCost(9), () -> model.hasUnpricedTokens(9),
				() -> model.hasFirstTokens(9), () -> model.hasRetried(9), () -> model.hasFinished(9, "stop"),
				() -> model.hasToolCalls(9, "weather", Outcome.SUCCESS));
	}

	private static PipelineAssert pipeline() {
		return assertThat(registry).pipeline("orders");
	}

}
