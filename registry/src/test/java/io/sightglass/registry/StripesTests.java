package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StripesTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 300_000;

	@Test
	void countsEveryRecordingOfThreadsThatMeet() throws Exception {
		Stripes stripes = new Stripes(4, Long::sum);
		together((thread) -> {
			for (int i = 0; i < ROUNDS; i++) {
				stripes.add(i & 3, i);
			}
		});
		assertThat(stripes.count()).isEqualTo((long) THREADS * ROUNDS);
		long[] counts = new long[4];
		stripes.counts(counts);
		for (int bucket = 0; bucket < 4; bucket++) {
			assertThat(counts[bucket]).isEqualTo((long) THREADS * ROUNDS / 4);
		}
		assertThat(stripes.sum()).isEqualTo((long) THREADS * ROUNDS * (ROUNDS - 1) / 2);
	}

	@Test
	void neverFallsWhileItIsRead() throws Exception {
		Stripes stripes = new Stripes(2, Long::sum);
		together((thread) -> {
			long count = 0;
			long sum = 0;
			for (int i = 0; i < ROUNDS / 4; i++) {
				stripes.add(i & 1, 1);
				if (thread == 0) {
					assertThat(stripes.count()).isGreaterThanOrEqualTo(count);
					assertThat(stripes.sum()).isGreaterThanOrEqualTo(sum);
					count = stripes.count();
					sum = stripes.sum();
				}
			}
		});
		assertThat(stripes.count()).isEqualTo(stripes.sum()).isEqualTo((long) THREADS * (ROUNDS / 4));
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

}
