package io.sightglass.autoconfigure.lifetime;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.test.ContextLeaks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has ended is gone from memory, as far as it is without us.
 */
class EndedApplicationsTests {

	// ContextsEndurance: a hundred.
	@Test
	void leaveNothingBehind() {
		Rounds.leaveNothing(3);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void areNotHeldByARegistryThatSomebodyHolds(Kind kind) {
		List<MeterRegistry> held = new ArrayList<>();
		try (Elsewhere elsewhere = new Elsewhere()) {
			int stock = endedUnder(held, kind, elsewhere, false).left(0);
			assertThat(endedUnder(held, kind, elsewhere, true).left(stock)).isLessThanOrEqualTo(stock);
		}
		assertThat(held).hasSize(6);
	}

	@Test
	void leaveNothingThatUsersLookFor() {
		try (Elsewhere elsewhere = new Elsewhere()) {
			ContextLeaks.of(() -> {
				LivingApp app = new LivingApp(Kind.TOMCAT);
				app.work(elsewhere.url());
				return app.context();
			}).rounds(2).assertNone();
		}
	}

	private static Remains endedUnder(List<MeterRegistry> held, Kind kind, Elsewhere elsewhere, boolean on) {
		Remains remains = new Remains();
		for (int i = 0; i < 3; i++) {
			try (LivingApp app = new LivingApp(kind, "sightglass.enabled=" + on)) {
				app.work(elsewhere.url());
				held.add(app.registry());
				remains.ended(app.context());
			}
		}
		return remains;
	}

}
