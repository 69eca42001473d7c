package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StripesTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 300_000;

	@Test
	void countsEveryRecordingOfThreadsThatMeet() throws Exception {
		Stripes stripes = new Stripes(Bounds.of(0, 1, 2), true);
		together((thread) -> {
			for (int i = 0; i < ROUNDS; i++) {
				stripes.add(i & 3);
			}
		});
		assertThat(stripes.count()).isEqualTo((long) THREADS * ROUNDS);
		long[] counts = new long[4];
		stripes.counts(counts);
		for (int bucket = 0; bucket < 4; bucket++) {
			assertThat(counts[bucket]).isEqualTo((long) THREADS * ROUNDS / 4);
		}
		assertThat(stripes.sum()).isEqualTo((long) THREADS * ROUNDS / 4 * 6);
	}

	@Test
	void neverFallsWhileItIsRead() throws Exception {
		Stripes stripes = new Stripes(Bounds.of(0), true);
		together((thread) -> {
			long count = 0;
			long sum = 0;
			for (int i = 0; i < ROUNDS / 4; i++) {
				stripes.add(i & 1);
				if (thread == 0) {
					assertThat(stripes.count()).isGreaterThanOrEqualTo(count);
					assertThat(stripes.sum()).isGreaterThanOrEqualTo(sum);
					count = stripes.count();
					sum = stripes.sum();
				}
			}
		});
		assertThat(stripes.count()).isEqualTo(2 * stripes.sum()).isEqualTo((long) THREADS * (ROUNDS / 4));
	}

	@Test
	void spreadOnlyWhereThreadsMeetOften() {
		Meeting seldom = new Meeting(StripeMemory.SHARED);
		for (int i = 0; i < 90; i++) {
			seldom.meet();
		}
		assertThat(seldom.stripes.places()).isOne();
		Meeting often = new Meeting(StripeMemory.SHARED);
		for (int i = 0; i < 1000; i++) {
			often.meet();
		}
		assertThat(often.stripes.places()).isGreaterThan(1);
		assertThat(seldom.stripes.count()).isEqualTo(180);
		assertThat(often.stripes.count()).isEqualTo(2000);
	}

	@Test
	void takeNoMoreMemoryThanThereIsForAllOfThem() {
		StripeMemory memory = new StripeMemory(20_000);
		List<Meeting> all = Stream.generate(() -> new Meeting(memory))
			.limit(500)
			.collect(Collectors.toCollection(ArrayList::new));
		for (Meeting meeting : all) {
			for (int i = 0; i < 300; i++) {
				meeting.meet();
			}
		}
		assertThat(memory.taken()).isBetween(19_000L, 20_000L);
		assertThat(all.stream().filter((meeting) -> meeting.stripes.places() > 1).count()).isBetween(10L, 490L);
		assertThat(all.stream().mapToLong((meeting) -> meeting.stripes.count()).sum()).isEqualTo(500 * 600);
		all.clear();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (memory.taken() > 0 && System.nanoTime() - end < 0) {
			System.gc();
		}
		assertThat(memory.taken()).isZero();
	}

	private static void together(Work work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			all.add(threads.submit(() -> {
				start.await();
				work.run(thread);
				return thread;
			}));
		}
		for (Future<?> each : all) {
			each.get();
		}
		threads.shutdown();
	}

	private interface Work {

		void run(int thread);

	}

	/** Stripes in which a second recording comes while the first is made. */
	private static final class Meeting {

		private final Stripes stripes;

		private boolean inside;

		Meeting(StripeMemory memory) {
			this.stripes = new Stripes(Bounds.of(), true, this::sum, memory);
		}

		private long sum(long left, long right) {
			if (!this.inside) {
				this.inside = true;
				this.stripes.add(1);
			}
			return left + right;
		}

		void meet() {
			this.inside = false;
			this.stripes.add(1);
		}

	}

}
