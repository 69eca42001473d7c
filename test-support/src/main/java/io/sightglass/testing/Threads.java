package io.sightglass.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Real contention: all threads start at once.
 */
public final class Threads {

	private Threads() {
	}

	public static void run(int threads, IntConsumer work) throws Exception {
		run(Executors.newFixedThreadPool(threads), threads, work);
	}

	/**
	 * On virtual threads, which the language level does not know.
	 * @param threads how many
	 * @param work what each does with its number
	 * @throws Exception what went wrong
	 */
	public static void runVirtual(int threads, IntConsumer work) throws Exception {
		run((ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null), threads, work);
	}

	private static void run(ExecutorService executor, int threads, IntConsumer work) throws Exception {
		CountDownLatch ready = new CountDownLatch(threads);
		List<Future<?>> running = new ArrayList<>();
		try {
			for (int i = 0; i < threads; i++) {
				int number = i;
				running.add(executor.submit(() -> {
					ready.countDown();
					ready.await();
					work.accept(number);
					return null;
				}));
			}
			for (Future<?> one : running) {
				one.get(120, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

}
