package io.sightglass.test;

import java.util.concurrent.CompletableFuture;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.set.Held;
import io.sightglass.meters.set.Timing;
import io.sightglass.test.OrderMeters.Size;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordedSetTests {

	private final RecordedSet<OrderMeters> recorded = RecordedSet.of(OrderMeters.class);

	private final OrderMeters orders = this.recorded.meters();

	@Test
	void countsCallsByTheirArguments() {
		this.orders.placed(Size.S);
		this.orders.placed(Size.S);
		this.orders.refused(null);
		this.orders.paid(20);
		assertThat(this.recorded).hasRecorded(2, (meters) -> meters.placed(Size.S))
			.hasNotRecorded((meters) -> meters.placed(Size.L))
			.hasRecorded(1, (meters) -> meters.refused(null))
			.hasNotRecorded((meters) -> meters.refused("broke"))
			.hasRecorded(1, (meters) -> meters.paid(20))
			.hasNotRecorded((meters) -> meters.paid(21))
			.hasRecordedNothingElse();
		assertThatThrownBy(() -> assertThat(this.recorded).hasRecorded(1, (meters) -> meters.placed(Size.L)))
			.hasMessageStartingWith("Expected 1 of placed(L), but there were 0.%nRecorded was:%n  placed(S) at %s."
				.formatted(RecordedSetTests.class.getName()))
			.hasMessageContaining("(RecordedSetTests.java:");
	}

	@Test
	void keepsTheResultOfWhatIsTimed() {
		String parcel = this.orders.fulfilling(true).call(() -> "parcel");
		assertThat(parcel).isEqualTo("parcel");
		assertThatIllegalStateException().isThrownBy(() -> this.orders.fulfilling(true).run(() -> {
			throw new IllegalStateException();
		}));
		this.orders.lookingUp().close();
		assertThat(this.recorded).hasRecorded(2, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, Outcome.SUCCESS, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, Outcome.ERROR, (meters) -> meters.fulfilling(true))
			.hasRecorded(0, Outcome.CANCELLED, (meters) -> meters.fulfilling(true))
			.hasRecorded(1, (meters) -> meters.lookingUp())
			.everyTimingEnded()
			.hasRecordedNothingElse();
		assertThatThrownBy(
				() -> assertThat(this.recorded).hasRecorded(1, Outcome.CANCELLED, (meters) -> meters.fulfilling(true)))
			.hasMessageContaining("Expected 1 of fulfilling(true) with the outcome cancelled, but there were 0.")
			.hasMessageContaining("  fulfilling(true) with the outcome error at ");
	}

	@Test
	void knowsWhichTimingHasNotEnded() {
		this.orders.fulfilling(false).done();
		Timing forgotten = this.orders.fulfilling(false);
		this.orders.lookingUp();
		assertThat(this.recorded).hasRecorded(1, (meters) -> meters.fulfilling(false));
		assertThatThrownBy(() -> assertThat(this.recorded).everyTimingEnded())
			.hasMessageStartingWith("Expected every timing to have ended, but these have not:%n".formatted())
			.hasMessageContaining("  fulfilling(false), which has not ended, at ")
			.hasMessageContaining("RecordedSetTests.knowsWhichTimingHasNotEnded(RecordedSetTests.java:")
			.hasMessageContaining("  lookingUp(), which has not ended, at ");
		assertThatThrownBy(() -> assertThat(this.recorded).hasRecorded(1, (meters) -> meters.fulfilling(false))
			.hasRecordedNothingElse()).hasMessageContaining("lookingUp(), which has not ended, at ");
		forgotten.cancelled();
		assertThat(this.recorded).hasRecorded(1, Outcome.CANCELLED, (meters) -> meters.fulfilling(false));
	}

	@Test
	void showsLevels() {
		this.orders.open().set(2);
		this.orders.temperature(21.5);
		try (Held one = this.orders.open().hold()) {
			assertThat(one).isNotNull();
			assertThat(this.recorded).hasLevel(3, (meters) -> meters.open())
				.hasLevel(21.5, (meters) -> meters.temperature(0))
				.hasRecordedNothingElse();
		}
		assertThatThrownBy(() -> assertThat(this.recorded).hasLevel(3, OrderMeters::open))
			.hasMessageStartingWith("Expected the gauge orders.open to show 3, but it shows 2.")
			.hasMessageContaining("  order.temperature 21.5");
		assertThatThrownBy(() -> assertThat(this.recorded).hasLevel(2, OrderMeters::open).hasRecordedNothingElse())
			.hasMessage("Expected all other gauges to show zero, but there is:%n  order.temperature 21.5".formatted());
	}

	@Test
	void followsDefaultMethods() {
		this.orders.placedAndPaid(Size.L, 5);
		assertThat(this.recorded).hasRecorded(1, (meters) -> meters.placed(Size.L))
			.hasRecorded(1, (meters) -> meters.paid(5))
			.hasRecordedNothingElse();
		assertThat(this.recorded).hasRecorded(1, (meters) -> meters.placedAndPaid(Size.L, 5)).hasRecordedNothingElse();
	}

	@Test
	void countsWhatADefaultMethodCallsTwice() {
		this.orders.placedTwo(Size.S, 5, 7);
		assertThat(this.recorded).hasRecorded(1, (meters) -> meters.placedTwo(Size.S, 5, 7)).hasRecordedNothingElse();
		assertThatThrownBy(() -> assertThat(this.recorded).hasRecorded(2, (meters) -> meters.placedTwo(Size.S, 5, 7)))
			.hasMessageStartingWith("Expected 4 of placed(S), but there were 2.");
	}

	@Test
	void forgetsOnDemand() {
		this.orders.placed(Size.S);
		assertThatThrownBy(() -> assertThat(this.recorded).hasRecordedNothing())
			.hasMessageContaining("Expected nothing to be recorded, but there is:%n  placed(S) at ".formatted());
		this.recorded.clear();
		assertThat(this.recorded).hasRecordedNothing();
	}

	@Test
	void isOneObjectLikeOthers() {
		assertThat(this.orders).isEqualTo(this.recorded.meters())
			.isNotEqualTo(RecordedSet.of(OrderMeters.class).meters())
			.hasSameHashCodeAs(this.recorded.meters())
			.hasToString("recorded io.sightglass.test.OrderMeters");
		assertThat(this.recorded).hasRecordedNothing();
	}

	@Test
	void isForAllThreads() throws Exception {
		Threads.run(8, (number) -> {
			for (int i = 0; i < 100; i++) {
				this.orders.placed(Size.S);
				Timing timing = this.orders.fulfilling(true);
				CompletableFuture.completedFuture("done").whenComplete((done, error) -> timing.ended(error));
			}
		});
		assertThat(this.recorded).hasRecorded(800, (meters) -> meters.placed(Size.S))
			.hasRecorded(800, Outcome.SUCCESS, (meters) -> meters.fulfilling(true))
			.everyTimingEnded()
			.hasRecordedNothingElse();
	}

}
