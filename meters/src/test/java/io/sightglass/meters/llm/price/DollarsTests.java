package io.sightglass.meters.llm.price;

import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DollarsTests {

	private static final long MICRODOLLAR = ModelPrice.perMillion("1", "0")
		.cost(new LlmUsage(1, 0, 0, 0, 0), LlmTier.STANDARD);

	@Test
	void aBillionMicrodollarsAreAThousandDollars() {
		Dollars dollars = new Dollars();
		assertThat(MICRODOLLAR).isEqualTo(1_000_000);
		// All but the last ten million are added at once, which is the same sum.
		dollars.add(990_000_000L * MICRODOLLAR);
		double naive = 990;
		for (int i = 0; i < 10_000_000; i++) {
			dollars.add(MICRODOLLAR);
			naive += 0.000001;
		}
		assertThat(dollars.usd()).isEqualTo(1000.0);
		assertThat(naive).isNotEqualTo(1000.0);
	}

	@Test
	void manyThreadsLoseNothing() throws InterruptedException {
		Dollars dollars = new Dollars();
		CountDownLatch done = new CountDownLatch(4);
		IntStream.range(0, 4).forEach((thread) -> new Thread(() -> {
			for (int i = 0; i < 1_000_000; i++) {
				dollars.add(MICRODOLLAR);
			}
			done.countDown();
		}).start());
		done.await();
		assertThat(dollars.usd()).isEqualTo(4.0);
	}

}
