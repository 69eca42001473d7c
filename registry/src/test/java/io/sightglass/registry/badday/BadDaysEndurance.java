package io.sightglass.registry.badday;

import io.sightglass.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad days that last; longer still with {@code -Dsightglass.badday.rounds=1000}.
 */
class BadDaysEndurance {

	private static final String ROUNDS = System.getProperty("sightglass.badday.rounds", "100");

	@ParameterizedTest
	@CsvSource({ "memory, 16, 1000", "files, 64, 64", "series, 256, 1000" })
	void last(String which, int megabytes, int files) {
		BadDaysTests.requireRight(new ChildJvm().with("-Xmx" + megabytes + "m")
			.with("-Dhttp.keepAlive=false")
			.limited("-n " + files)
			.run(BadDay.class, which, ROUNDS));
	}

	@Test
	void scrapersStay() throws Exception {
		ManyScrapersTests.go(6 * Integer.parseInt(ROUNDS));
	}

}
