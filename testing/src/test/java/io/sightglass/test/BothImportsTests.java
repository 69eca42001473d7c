package io.sightglass.test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static io.sightglass.test.SightglassAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has AssertJ's import already may leave it.
 */
class BothImportsTests {

	@Test
	void eachAssertionIsFound() {
		assertThat(new SimpleMeterRegistry()).hasNothingOpen();
		assertThat(RecordedSet.of(OrderMeters.class)).hasRecordedNothing();
		assertThat(new OpenWork()).hasNothingOpen();
		assertThat("text").hasSize(4);
	}

}
