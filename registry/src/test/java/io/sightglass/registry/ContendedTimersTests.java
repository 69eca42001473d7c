package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;

import io.sightglass.testing.ChildJvm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ten thousand timers with twelve buckets take on 64 cores, where threads have met
 * in each of them and 128 have recorded into it since: 176 bytes for each thread would be
 * 225 MB.
 */
class ContendedTimersTests {

	private static final int TIMERS = 10_000;

	private static final int THREADS = 128;

	@Test
	void takeATwentiethOfTheHeapMoreAtMost() {
		ChildJvm.Ended ended = new ChildJvm().with("-Xmx600m", "-XX:ActiveProcessorCount=64").run(Contended.class);
		assertThat(ended.status()).as(ended.output()).isZero();
	}

	static final class Contended {

		static final int MEETINGS = 101;

		private final Stripes stripes = new Stripes(Bounds.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), true, this::sum,
				StripeMemory.SHARED);

		private boolean inside = true;

		private long sum(long left, long right) {
			if (!this.inside) {
				this.inside = true;
				this.stripes.add(1);
			}
			return left + right;
		}

		private void meet() {
			this.inside = false;
			this.stripes.add(1);
		}

		public static void main(String[] arguments) throws InterruptedException {
			List<Contended> all = new ArrayList<>();
			for (int i = 0; i < TIMERS; i++) {
				all.add(new Contended());
			}
			long before = used();
			for (Contended each : all) {
				for (int i = 0; i < MEETINGS; i++) {
					each.meet();
				}
			}
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				threads.add(new Thread(() -> all.forEach((each) -> each.stripes.add(5))));
			}
			for (Thread thread : threads) {
				thread.start();
				thread.join();
			}
			long after = used();
			long counted = all.stream().mapToLong((each) -> each.stripes.count()).sum();
			assertThat(counted).isEqualTo((long) TIMERS * (THREADS + 2 * MEETINGS));
			long heap = Runtime.getRuntime().maxMemory();
			// Half of it and more, or nothing was spread.
			assertThat(after - before).as("of " + heap).isBetween(heap / 40, heap / 20);
		}

		private static long used() {
			System.gc();
			return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		}

	}

}
