package io.sightglass.autoconfigure.lifetime;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens applications, lets them work and closes them: one in ten on each server, the
 * others without any.
 */
final class Rounds {

	private static final int TURN = 10;

	private static final int FEW = 3;

	private Rounds() {
	}

	static void leaveNothing(int turns) {
		try (Elsewhere elsewhere = new Elsewhere()) {
			int stock = take(1, elsewhere, false).left(0);
			Remains first = take(2, elsewhere, true);
			assertThat(first.left(stock)).as("contexts of two turns").isLessThanOrEqualTo(stock);
			Map<String, Integer> ours = Remains.ours();
			Map<String, Integer> shared = Remains.shared();
			int sockets = Remains.sockets();
			Remains rest = take(turns - 2, elsewhere, true);
			assertThat(rest.left(stock)).as("contexts of all others").isLessThanOrEqualTo(stock);
			// The last registries may be there, which Boot leaves to the log, and for a
			// while those whose loops or timers end late: never one a turn.
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.pollInterval(Duration.ofSeconds(1))
				.untilAsserted(() -> assertThat(Remains.ours()).allSatisfy((type, count) -> assertThat(count).as(type)
					.isLessThanOrEqualTo(FEW * ours.getOrDefault(type, 1))));
			Remains.awaitShared(shared);
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(Remains.sockets()).as("open sockets").isLessThanOrEqualTo(sockets));
		}
	}

	private static Remains take(int turns, Elsewhere elsewhere, boolean on) {
		Remains remains = new Remains();
		for (int i = 0; i < turns * TURN; i++) {
			Kind kind = Kind.values()[Math.min(i % TURN, Kind.values().length - 1)];
			try (LivingApp app = new LivingApp(kind, "sightglass.enabled=" + on)) {
				app.work(elsewhere.url());
				remains.ended(app.context());
			}
		}
		return remains;
	}

}
