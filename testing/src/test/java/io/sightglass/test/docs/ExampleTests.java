package io.sightglass.test.docs;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.transport.TransportMeters;
import io.sightglass.test.OpenWork;
import io.sightglass.test.RecordedSet;
import io.sightglass.test.docs.OrderMeters.Size;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatIllegalArgumentException;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.verify;

/**
 * The examples of docs/testing.md.
 */
class ExampleTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void recordsAnOrder() {
		RecordedSet<OrderMeters> orders = RecordedSet.of(OrderMeters.class);
		new Shop(orders.meters()).order(Size.S, 19.90);
		assertThat(orders).hasRecorded(1, (meters) -> meters.placed(Size.S))
			.hasRecorded(1, Outcome.SUCCESS, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, (meters) -> meters.paid(19.90))
			.hasLevel(0, (meters) -> meters.open())
			.everyTimingEnded()
			.hasRecordedNothingElse();
	}

	@Test
	void recordsOrdersIntoARegistry() {
		Shop shop = new Shop(MeterSets.in(this.registry, OrderMeters.class));
		shop.order(Size.S, 19.90);
		assertThatIllegalArgumentException().isThrownBy(() -> shop.order(Size.L, 0));
		assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, (meters) -> meters.placed(Size.S))
			.hasRecorded(1, Outcome.ERROR, (meters) -> meters.fulfilling(false))
			.hasTotal(19.90, (meters) -> meters.paid(0))
			.hasLevel(1, (meters) -> meters.open());
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(2, (meters) -> meters.placed(Size.S))).hasMessage("""
					OrderMeters: expected shop.orders.placed{size=s} to have 2 records, but found 1.
					The registry has:
					  shop.order.fulfilment.duration{express=false, outcome=error} 1
					  shop.order.fulfilment.duration{express=true, outcome=success} 1
					  shop.order.value 1 with a total of 19.9
					  shop.orders.open 1
					  shop.orders.placed{size=l} 1
					  shop.orders.placed{size=s} 1""");
	}

	@Test
	void measuresAPipeline() {
		new Intake(PipelineMeters.in(this.registry)).take(List.of("book", "", "pen"));
		assertThat(this.registry).pipeline("orders")
			.source("shop")
			.hasReceived(3)
			.stage("enrich")
			.hasProcessed(2)
			.hasFailed(1)
			.hasErrors(1, ErrorKind.INVALID)
			.sink("warehouse")
			.hasDelivered(2)
			.hasInFlight(0);
	}

	@Test
	void measuresConnections() {
		Gateway gateway = new Gateway(ConnectionMeters.in(this.registry), TransportMeters.in(this.registry));
		OpenConnection connection = gateway.accept();
		assertThat(this.registry).connections("gateway").hasActive(1);
		gateway.answer(connection, new byte[12]);
		gateway.reset(gateway.accept());
		assertThat(this.registry).connections("gateway")
			.hasOpened(2)
			.hasClosed(1, Reason.CLOSED)
			.hasClosed(1, Reason.RESET);
		assertThat(this.registry).transport("gateway").hasSent(12, 1).hasErrors(1, ErrorKind.RESET);
		assertThat(this.registry).hasNothingOpen();
	}

	@Test
	void measuresCallsOfAModel() {
		Assistant assistant = new Assistant(LlmMeters.in(this.registry));
		assistant.ask("What is the answer?");
		assertThatIllegalArgumentException().isThrownBy(() -> assistant.ask(""));
		assertThat(this.registry).llm("openai", "gpt-4o")
			.hasCalls(1, Outcome.SUCCESS)
			.hasCalls(1, Outcome.ERROR)
			.hasTokens(new LlmUsage(1000, 100, 0, 0, 0))
			.hasCost(0.0035)
			.hasActive(0);
	}

	@Test
	void endsAllThatItStarts() {
		OpenWork open = new OpenWork();
		Gateway gateway = new Gateway(open.watch(ConnectionMeters.in(this.registry)), TransportMeters.NONE);
		Intake intake = new Intake(open.watch(PipelineMeters.in(this.registry)));
		Shop shop = new Shop(open.watch(RecordedSet.of(OrderMeters.class)));
		shop.order(Size.L, 5);
		intake.take(List.of("book"));
		gateway.answer(gateway.accept(), new byte[12]);
		assertThat(open).hasNothingOpen();
		gateway.accept();
		assertThatThrownBy(() -> assertThat(open).hasNothingOpen()).hasMessageContaining(
				"a connection of \"gateway\", started at io.sightglass.test.docs.Gateway.accept(Gateway.java:");
	}

	@Test
	void verifiesCalls() {
		OrderMeters meters = Mockito.mock(OrderMeters.class, delegatesTo(MeterSets.off(OrderMeters.class)));
		assertThat(new Shop(meters).order(Size.S, 19.90)).isEqualTo("parcel");
		verify(meters).placed(Size.S);
	}

}
