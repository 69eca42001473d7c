package io.sightglass.test;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.test.OrderMeters.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatIllegalArgumentException;
import static io.sightglass.test.SightglassAssertions.assertThatThrownBy;

class SetAssertTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final OrderMeters orders = MeterSets.in(this.registry, OrderMeters.class);

	@ParameterizedTest
	@EnumSource
	void findsEveryKindOfMeter(Registries registries) {
		Instruments instruments = registries.instruments();
		OrderMeters orders = MeterSets.in(instruments, MeterSets.factory(OrderMeters.class), Sampler.ALWAYS);
		orders.placed(Size.S);
		orders.placed(Size.S);
		orders.refused(null);
		orders.items(3);
		orders.items(3);
		orders.fulfilling(true).done();
		orders.fulfilling(true).failed(null);
		orders.lookingUp().close();
		orders.waited(Duration.ofSeconds(90));
		orders.open().set(3);
		orders.temperature(-4.5);
		orders.paid(19.9);
		orders.paid(39.9);
		MeterSets.in(instruments, MeterSets.factory(PackingMeters.class), Sampler.ALWAYS).packed();
		MeterRegistry registry = instruments.registry();
		assertThat(registry).set(OrderMeters.class)
			.hasRecorded(2, (meters) -> meters.placed(Size.S))
			.hasNotRecorded((meters) -> meters.placed(Size.L))
			.hasRecorded(1, (meters) -> meters.refused(null))
			.hasRecorded(2, (meters) -> meters.items(3))
			.hasRecorded(6, (meters) -> meters.items(1))
			.hasRecorded(2, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, Outcome.SUCCESS, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, Outcome.ERROR, (meters) -> meters.fulfilling(true))
			.hasRecorded(0, Outcome.CANCELLED, (meters) -> meters.fulfilling(true))
			.hasNotRecorded((meters) -> meters.fulfilling(false))
			.hasRecorded(1, (meters) -> meters.lookingUp())
			.hasRecorded(1, (meters) -> meters.waited(Duration.ofSeconds(90)))
			.hasLevel(3, (meters) -> meters.open())
			.hasLevel(-4.5, (meters) -> meters.temperature(0))
			.hasCount(2, (meters) -> meters.paid(0))
			.hasTotal(59.8, (meters) -> meters.paid(0))
			.hasTotal(90, (meters) -> meters.waited(Duration.ZERO));
		assertThat(registry).set(PackingMeters.class).hasRecorded(1, (meters) -> meters.packed());
	}

	@Test
	void saysWhatThereIsInstead() {
		this.orders.placed(Size.L);
		this.orders.fulfilling(true).done();
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, (meters) -> meters.placed(Size.S)))
			.hasMessage("OrderMeters: expected orders.placed{size=s} to have 1 records, but found 0.%n".formatted()
					+ "The registry has:%n  order.fulfilment.duration{express=true, outcome=success} 1%n".formatted()
					+ "  orders.placed{size=l} 1");
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, Outcome.ERROR, (meters) -> meters.fulfilling(true)))
			.hasMessageContaining("order.fulfilment.duration{express=true, outcome=error} to have 1 records");
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class).hasLevel(1, OrderMeters::open))
			.hasMessageContaining("orders.open to have 1 as its value, but found 0");
	}

	@Test
	void tellsAmountsThatDiffer() {
		this.orders.paid(20);
		this.orders.paid(30);
		assertThatThrownBy(
				() -> assertThat(this.registry).set(OrderMeters.class).hasRecorded(2, (meters) -> meters.paid(20)))
			.hasMessageContaining("expected order.value to have 40 in total, but found 50")
			.hasMessageContaining("order.value 2 with a total of 50");
		assertThatThrownBy(
				() -> assertThat(this.registry).set(OrderMeters.class).hasTotal(51, (meters) -> meters.paid(0)))
			.hasMessageContaining("expected order.value to have 51 in total, but found 50");
		assertThatThrownBy(
				() -> assertThat(this.registry).set(OrderMeters.class).hasCount(1, (meters) -> meters.paid(0)))
			.hasMessageContaining("expected order.value to have 1 records, but found 2");
	}

	@Test
	void takesTheMeterOfTheVeryName() {
		this.registry.counter("other.orders.placed", "size", "s").increment(5);
		this.orders.placed(Size.S);
		assertThat(this.registry).set(OrderMeters.class).hasRecorded(1, (meters) -> meters.placed(Size.S));
	}

	@Test
	void followsDefaultMethods() {
		this.orders.placedAndPaid(Size.S, 5);
		assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, (meters) -> meters.placedAndPaid(Size.S, 5))
			.hasRecorded(1, (meters) -> meters.placed(Size.S));
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, (meters) -> meters.placedAndPaid(Size.S, 6))).hasMessageContaining("order.value");
	}

	@Test
	void addsUpWhatADefaultMethodRecordsIntoOneMeter() {
		this.orders.placedTwo(Size.S, 5, 7);
		assertThat(this.registry).set(OrderMeters.class)
			.hasRecorded(1, (meters) -> meters.placedTwo(Size.S, 5, 7))
			.hasRecorded(2, (meters) -> meters.placed(Size.S))
			.hasTotal(12, (meters) -> meters.paid(0));
	}

	@Test
	void knowsWhetherThereIsAnythingOfASet() {
		this.orders.open().up();
		this.orders.open().down();
		assertThat(this.registry).set(OrderMeters.class).hasRecordedNothing();
		this.orders.placed(Size.S);
		assertThatThrownBy(() -> assertThat(this.registry).set(OrderMeters.class).hasRecordedNothing()).hasMessage(
				"Expected nothing of OrderMeters to be recorded, but there is:%n  orders.placed{size=s} 1".formatted());
	}

	@Test
	void refusesQuestionsThatMeanNothing() {
		SetAssert<OrderMeters> set = assertThat(this.registry).set(OrderMeters.class);
		assertThatIllegalArgumentException().isThrownBy(() -> set.hasRecorded(1, (meters) -> meters.open()))
			.withMessage("That is a gauge of OrderMeters: use hasLevel(…).");
		assertThatIllegalArgumentException().isThrownBy(() -> set.hasRecorded(1, (meters) -> {
		})).withMessage("The lambda calls no method of OrderMeters that records.");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> set.hasRecorded(1, Outcome.ERROR, (meters) -> meters.placed(Size.S)))
			.withMessage("placed(S) of OrderMeters returns no Timing and so has no outcome: leave the outcome out.");
		assertThatIllegalArgumentException().isThrownBy(() -> set.hasLevel(1, (meters) -> meters.placed(Size.S)))
			.withMessage("The lambda calls no gauge of OrderMeters.");
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(this.registry).set(Runnable.class))
			.withMessageContaining("java.lang.Runnable has no generated class");
	}

}
