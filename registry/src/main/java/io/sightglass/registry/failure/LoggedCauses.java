package io.sightglass.registry.failure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;

/**
 * What was logged already: each cause is logged once, and no more than so many.
 */
final class LoggedCauses {

	// By the name under which it has always been said.
	private static final InternalLogger logger = InternalLoggerFactory.getInstance(Failures.class);

	private static final int MOST = 200;

	private final Set<String> logged = ConcurrentHashMap.newKeySet();

	/**
	 * Logs the first of its kind. It never throws.
	 * @param source what failed
	 * @param message what to say of it
	 * @param cause what was thrown
	 */
	void log(String source, String message, Throwable cause) {
		try {
			logFirst(source, message, cause);
		}
		catch (Throwable ignored) {
			// It cannot be logged, and the caller's work goes on.
		}
	}

	private void logFirst(String source, String message, Throwable cause) {
		String kind = (cause != null) ? cause.getClass().getName() : "nothing";
		String key = source + ' ' + kind;
		if (this.logged.size() >= MOST || !this.logged.add(key)) {
			return;
		}
		try {
			print(message + ", and sightglass.failures counts it. This cause is logged once.", kind, cause);
		}
		catch (VirtualMachineError ex) {
			// Neither memory nor stack for it now, but perhaps the next time.
			this.logged.remove(key);
		}
	}

	// Not even an exception that cannot be printed reaches the caller.
	private static void print(String what, String kind, Throwable cause) {
		try {
			logger.warn(what, cause);
		}
		catch (Throwable ex) {
			logger.warn(what + " It cannot be printed: " + kind);
		}
	}

}
