package io.sightglass.autoconfigure.week;

import java.nio.file.Path;
import java.time.Duration;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaBroker.class)
class WeekTests {

	// WeekEndurance: minutes.
	@Test
	void leavesEveryCountExactAndNothingGrowing(@TempDir Path folder) throws Exception {
		try (Week week = new Week(Duration.ofSeconds(12), folder)) {
			week.pass();
		}
	}

}
