package io.sightglass.test;

import io.sightglass.meters.set.MeterSets;
import io.sightglass.test.OrderMeters.Size;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.mockito.Answers;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What a mock of a set does, and what does it better.
 */
class MockedSetTests {

	@Test
	void aMockReturnsNoTiming() {
		OrderMeters mock = mock(OrderMeters.class);
		assertThatNullPointerException().isThrownBy(() -> fulfil(mock));
	}

	@Test
	void deepStubsLoseTheResult() {
		OrderMeters mock = mock(OrderMeters.class, Answers.RETURNS_DEEP_STUBS);
		assertThat(fulfil(mock)).isNull();
		mock.fulfilling(true).run(() -> {
			throw new AssertionError("The work runs");
		});
	}

	@Test
	void aMockThatPassesOnToASetLosesNothing() {
		OrderMeters mock = mock(OrderMeters.class, AdditionalAnswers.delegatesTo(MeterSets.off(OrderMeters.class)));
		assertThat(fulfil(mock)).isEqualTo("parcel");
		verify(mock).placed(Size.S);
		RecordedSet<OrderMeters> recorded = RecordedSet.of(OrderMeters.class);
		OrderMeters both = mock(OrderMeters.class, AdditionalAnswers.delegatesTo(recorded.meters()));
		assertThat(fulfil(both)).isEqualTo("parcel");
		verify(both).placed(Size.S);
		verify(both, Mockito.never()).placed(Size.L);
		assertThat(recorded).hasRecorded(1, (meters) -> meters.fulfilling(true)).everyTimingEnded();
	}

	@Test
	void aSpyLosesNothing() {
		OrderMeters spy = Mockito.spy(MeterSets.off(OrderMeters.class));
		assertThat(fulfil(spy)).isEqualTo("parcel");
		verify(spy).placed(Size.S);
	}

	private static String fulfil(OrderMeters meters) {
		meters.placed(Size.S);
		return meters.fulfilling(true).call(() -> "parcel");
	}

}
