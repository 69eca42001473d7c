package io.sightglass.registry.internal.stripe;

/**
 * Places for threads that would be in each other's way in one. Threads are numbered as
 * they start, so those of a pool get different ones.
 */
public final class ThreadPlace {

	/** How many there are: at least two a core. */
	public static final int COUNT = powerOfTwo(2 * Runtime.getRuntime().availableProcessors());

	/** So many longs of an array between two places, and no cache line has both. */
	public static final int APART = 16;

	private ThreadPlace() {
	}

	/**
	 * The place of this thread.
	 * @return a number below {@link #COUNT}
	 */
	public static int own() {
		return next(0);
	}

	/**
	 * Another place, for a thread that met others in its own.
	 * @param attempt how far from its own
	 * @return a number below {@link #COUNT}
	 */
	public static int next(int attempt) {
		return (int) (Thread.currentThread().getId() + attempt) & (COUNT - 1);
	}

	private static int powerOfTwo(int least) {
		return (least <= 1) ? 1 : Integer.highestOneBit(least - 1) << 1;
	}

}
