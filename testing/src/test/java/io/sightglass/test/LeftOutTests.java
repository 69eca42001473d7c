package io.sightglass.test;

import java.time.Duration;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.meters.set.Timing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static io.sightglass.test.SightglassAssertions.assertThatExceptionOfType;
import static io.sightglass.test.SightglassAssertions.assertThatIllegalArgumentException;

/**
 * What a set leaves out or counts elsewhere is not taken for what it has recorded.
 */
class LeftOutTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final LeftOutMeters meters = MeterSets.in(this.registry, LeftOutMeters.class);

	private final RecordedSet<LeftOutMeters> recorded = RecordedSet.of(LeftOutMeters.class);

	@Test
	void anEnumThatCannotNameItselfHidesNoOpenTiming() {
		Timing open = this.recorded.meters().packing(Nameless.ONE);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(this.recorded).everyTimingEnded());
		open.done();
		assertThat(this.recorded).everyTimingEnded().hasRecorded(1, (meters) -> meters.packing(Nameless.ONE));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.registry).set(LeftOutMeters.class)
				.hasRecorded(1, (meters) -> meters.packing(Nameless.ONE)));
		this.meters.packing(Nameless.ONE).done();
		assertThat(this.registry).set(LeftOutMeters.class)
			.hasRecorded(1, Outcome.SUCCESS, (meters) -> meters.packing(Nameless.ONE));
	}

	@Test
	void aCallThatRecordsNothingIsNoCallToLookFor() {
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(this.registry).set(LeftOutMeters.class)
			.hasRecorded(5, (meters) -> meters.lines(Double.NaN)));
		assertThatIllegalArgumentException().isThrownBy(
				() -> assertThat(this.registry).set(LeftOutMeters.class).hasRecorded(5, (meters) -> meters.took(null)));
		this.recorded.meters().lines(Double.NaN);
		this.recorded.meters().lines(-1);
		this.recorded.meters().took(null);
		assertThat(this.recorded).hasRecordedNothing();
		this.recorded.meters().lines(0);
		assertThat(this.recorded).hasRecorded(1, (meters) -> meters.lines(0));
	}

	@Test
	void noTimingEndsAsAbandoned() {
		this.meters.packing(Nameless.ONE).close();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> assertThat(this.registry).set(LeftOutMeters.class)
				.hasRecorded(1, Outcome.ABANDONED, (meters) -> meters.packing(Nameless.ONE)))
			.withMessageContaining("there is no outcome abandoned");
	}

	enum Nameless {

		ONE;

		@Nullable String tag() {
			return null;
		}

	}

	@MeterSet("left-out")
	interface LeftOutMeters {

		@Timed("left.packing")
		Timing packing(Nameless nameless);

		@Counted("left.lines")
		void lines(double amount);

		@Timed("left.took")
		void took(@Nullable Duration took);

	}

}
