package io.sightglass.meters.internal;

import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.failure.Failures;

/**
 * Bytes and records that somebody says have passed. One count that cannot be would spoil
 * the sum for good.
 */
public final class Counts {

	/** How many pass at once at most: a thousand million million. */
	public static final long MOST = 1L << 50;

	private Counts() {
	}

	/**
	 * Whether a count is to be added. One that cannot be is a failure.
	 * @param failures counts failures
	 * @param meter what it is added to
	 * @param count the count
	 * @return whether it is more than nothing and not too much
	 */
	public static boolean counts(Failures failures, CatalogueMeter meter, long count) {
		if (count > MOST) {
			failures.record(meter.getName(), new IllegalArgumentException(
					"At most " + MOST + " are counted at once, but " + count + " were given"));
		}
		return count > 0 && count <= MOST;
	}

	/**
	 * Adds a count, where it is to be added.
	 * @param failures counts failures
	 * @param meter what the counter is called
	 * @param counter the counter
	 * @param count the count
	 */
	public static void add(Failures failures, CatalogueMeter meter, Counter counter, long count) {
		if (counts(failures, meter, count)) {
			failures.add(counter, count);
		}
	}

}
