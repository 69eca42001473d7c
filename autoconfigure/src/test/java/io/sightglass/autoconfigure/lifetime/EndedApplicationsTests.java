package io.sightglass.autoconfigure.lifetime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.test.ContextLeaks;
import org.awaitility.Awaitility;
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

	// OkHttp has one pool in the whole JVM, whose threads come when a client of another
	// test closes its idle connections.
	@Test
	void leaveNothingThatUsersLookFor() {
		try (Elsewhere elsewhere = new Elsewhere()) {
			ContextLeaks.of(() -> {
				LivingApp app = new LivingApp(Kind.TOMCAT);
				app.work(elsewhere.url());
				return app.context();
			}).rounds(2).exceptThreads("OkHttp TaskRunner").assertNone();
		}
	}

	// Libraries have their own.
	@Test
	void tenLeaveNoThreadOfOurs() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (Elsewhere elsewhere = new Elsewhere()) {
			for (int i = 0; i < 10; i++) {
				try (LivingApp app = new LivingApp(Kind.values()[i % Kind.values().length],
						"sightglass.cardinality.expire-after=1h", "sightglass.health.include=*")) {
					app.work(elsewhere.url());
					assertThat(ours(before)).isNotEmpty().allMatch(Thread::isDaemon);
				}
			}
			Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
				System.gc();
				assertThat(ours(before)).isEmpty();
			});
		}
	}

	private static List<Thread> ours(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sightglass-") || thread.getName().startsWith("Cleaner-"))
			.filter((thread) -> !before.contains(thread))
			.toList();
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
