package io.sightglass.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for a condition.
 */
public final class Until {

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private Until() {
	}

	/**
	 * Returns as soon as it is so.
	 * @param what what is waited for
	 * @param condition asked every few milliseconds
	 */
	public static void so(String what, Callable<Boolean> condition) {
		long end = System.nanoTime() + LONGEST.toNanos();
		try {
			while (!condition.call()) {
				if (System.nanoTime() - end > 0) {
					throw new AssertionError("Still not so after " + LONGEST + ": " + what);
				}
				Thread.sleep(10);
			}
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
