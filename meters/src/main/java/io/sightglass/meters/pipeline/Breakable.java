package io.sightglass.meters.pipeline;

import io.sightglass.registry.internal.log.SafeLog;

/**
 * What counts its own failures.
 */
public interface Breakable {

	/**
	 * Counts a failure.
	 * @param failure what was thrown
	 */
	void broken(Throwable failure);

	/**
	 * Counts a failure with whoever can.
	 * @param handle a stage, source or sink, which may be the application's own
	 * @param failure what was thrown
	 */
	static void broken(Object handle, Throwable failure) {
		if (handle instanceof Breakable counting) {
			counting.broken(failure);
		}
		else {
			SafeLog logger = SafeLog.of(Breakable.class);
			logger.debug("A stream goes on without what was to be counted", failure);
		}
	}

}
