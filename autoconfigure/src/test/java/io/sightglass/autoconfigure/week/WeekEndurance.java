package io.sightglass.autoconfigure.week;

import java.nio.file.Path;
import java.time.Duration;

import io.sightglass.autoconfigure.pipeline.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week in five minutes, or in an hour with {@code -Dsightglass.week.minutes=60}.
 */
@ExtendWith(KafkaBroker.class)
class WeekEndurance {

	private static final Duration DURATION = Duration
		.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("sightglass.week.minutes", "5"))));

	@Test
	void leavesEveryCountExactAndNothingGrowing(@TempDir Path folder) throws Exception {
		try (Week week = new Week(DURATION, folder)) {
			week.pass();
		}
	}

}
