package io.sightglass.test;

import java.lang.management.ManagementFactory;

/**
 * Makes the garbage collector work.
 */
final class Memory {

	private Memory() {
	}

	/**
	 * Collects what nobody refers to, caches too: those of Spring are soft references,
	 * which go only before memory runs out.
	 */
	static void collect() {
		System.gc();
		if (mayRunOut()) {
			try {
				long[] all = new long[Math
					.toIntExact(Math.min(Runtime.getRuntime().maxMemory() / Long.BYTES + 1, Integer.MAX_VALUE - 8L))];
				// Only a heap beyond sixteen gigabytes has room for it.
				all[0] = 1;
			}
			catch (OutOfMemoryError expected) {
				System.gc();
			}
		}
	}

	// The JVM may have been asked to dump its memory or to end when that happens.
	private static boolean mayRunOut() {
		return ManagementFactory.getRuntimeMXBean()
			.getInputArguments()
			.stream()
			.noneMatch((argument) -> argument.contains("OnOutOfMemoryError"));
	}

}
