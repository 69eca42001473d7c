package io.sightglass.meters.llm;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.llm.price.Dollars;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads spend all at once, each from its own advance: the line is still reached by what
 * reaches it, not sooner and not later, and one of them is told.
 */
class BudgetLineTests {

	private static final int THREADS = 4;

	private static final int SPENDS = 300;

	@Test
	void isReachedWhenItIsAndByOne() throws Exception {
		Random random = new Random(11);
		for (int round = 0; round < 300; round++) {
			long most = 1 + random.nextLong(round % 2 == 0 ? 10 : 1_000_000_000_000L);
			long[][] spends = new long[THREADS][SPENDS];
			long total = 0;
			for (long[] each : spends) {
				for (int i = 0; i < SPENDS; i++) {
					each[i] = 1 + random.nextLong(most);
					total += each[i];
				}
			}
			long line = 1 + random.nextLong(total + total / 5);
			String what = "round " + round + ", a line at " + line + " of " + total;
			assertThat(told(spends, line, what)).as(what).isEqualTo((total >= line) ? 1 : 0);
		}
	}

	@Test
	void isReachedByTheSpendThatReachesIt() {
		Random random = new Random(12);
		for (int round = 0; round < 2000; round++) {
			BudgetLine left = new BudgetLine();
			long line = 1 + random.nextLong(10_000);
			left.isReachedAfter(line / Dollars.PICO);
			long spent = 0;
			while (spent < line) {
				long spend = 1 + random.nextLong(100);
				spent += spend;
				assertThat(left.isReachedBy(spend)).as(spent + " of " + line).isEqualTo(spent >= line);
			}
			assertThat(left.isReachedBy(1)).isFalse();
			// The next one is 50 further, of which some is spent.
			long over = spent + 1 - line;
			assertThat(left.isReachedAfter(50 / Dollars.PICO)).isEqualTo(over >= 50);
		}
	}

	// How often it was said that the line is reached.
	private static int told(long[][] spends, long line, String what) throws InterruptedException {
		BudgetLine left = new BudgetLine();
		left.isReachedAfter(line / Dollars.PICO);
		AtomicLong begun = new AtomicLong();
		AtomicInteger told = new AtomicInteger();
		AtomicBoolean wrong = new AtomicBoolean();
		Thread[] threads = new Thread[spends.length];
		for (int i = 0; i < threads.length; i++) {
			long[] own = spends[i];
			threads[i] = new Thread(() -> {
				for (long spend : own) {
					begun.addAndGet(spend);
					if (left.isReachedBy(spend)) {
						told.incrementAndGet();
						if (begun.get() < line) {
							wrong.set(true);
						}
						left.isReachedAfter(Double.POSITIVE_INFINITY);
					}
				}
			});
		}
		for (Thread thread : threads) {
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(wrong).as(what).isFalse();
		return told.get();
	}

}
