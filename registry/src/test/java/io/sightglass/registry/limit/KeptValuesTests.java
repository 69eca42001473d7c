package io.sightglass.registry.limit;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptValuesTests {

	@Test
	void keepsTheFirstOnesAndNoOtherHoweverManyCome() {
		for (int limit : new int[] { 0, 1, 2, 63, 64, 100, 1000 }) {
			KeptValues values = new KeptValues(limit);
			Set<String> kept = new HashSet<>();
			Random random = new Random(limit);
			for (int i = 0; i < 50_000; i++) {
				String value = "value-" + random.nextInt(20 * limit + 10);
				boolean keeps = kept.contains(value) || (kept.size() < limit && kept.add(value));
				assertThat(values.admits(value)).isEqualTo(keeps);
			}
			assertThat(values.size()).isEqualTo(limit);
		}
	}

	@Test
	void theNameOfWhatIsBeyondNeedsNoRoom() {
		KeptValues values = new KeptValues(1);
		assertThat(values.admits("other")).isTrue();
		assertThat(values.admits("a")).isTrue();
		assertThat(values.admits(new String("other"))).isTrue();
		assertThat(values.admits("b")).isFalse();
		assertThat(values.size()).isOne();
	}

	// "Aa" and "BB" have one hash.
	@Test
	void tellsValuesOfOneHashApart() {
		KeptValues values = new KeptValues(1);
		assertThat(values.admits("Aa")).isTrue();
		assertThat(values.admits("BB")).isFalse();
		assertThat(values.admits(new String("Aa"))).isTrue();
	}

	@Test
	void theLimitHoldsInARaceAndEachThreadIsToldTheSame() throws Exception {
		KeptValues values = new KeptValues(100);
		Set<String> kept = ConcurrentHashMap.newKeySet();
		Set<String> turnedAway = ConcurrentHashMap.newKeySet();
		Threads.run(8, (thread) -> {
			for (int i = 0; i < 20_000; i++) {
				String value = "v" + (i * 7 + thread) % 1000;
				(values.admits(value) ? kept : turnedAway).add(value);
			}
		});
		assertThat(kept).hasSize(100).doesNotContainAnyElementsOf(turnedAway);
		assertThat(values.size()).isEqualTo(100);
	}

}
