package io.sightglass.registry.failure;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.registry.internal.log.SafeLog;

/**
 * What was logged already: each cause is logged once, and no more than so many.
 */
final class LoggedCauses {

	// By the name under which it has always been said.
	private static final SafeLog logger = SafeLog.of(Failures.class);

	private static final int MOST = 200;

	// The classes of what was thrown, by what failed.
	private final Map<String, Set<String>> logged = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	/**
	 * Whether it is the first of its kind, of which there are not too many.
	 * @param source what failed
	 * @param cause what was thrown
	 * @return whether to log it
	 */
	boolean isNew(String source, Throwable cause) {
		Set<String> kinds = this.logged.get(source);
		String kind = kind(cause);
		if ((kinds != null && kinds.contains(kind)) || this.count.get() >= MOST) {
			return false;
		}
		boolean added = this.logged.computeIfAbsent(source, (first) -> ConcurrentHashMap.newKeySet()).add(kind);
		return added && this.count.incrementAndGet() <= MOST;
	}

	/**
	 * Logs what is new.
	 * @param source what failed
	 * @param message what to say of it
	 * @param cause what was thrown
	 */
	void log(String source, String message, Throwable cause) {
		try {
			print(message + ", and sightglass.failures counts it. This cause is logged once.", kind(cause), cause);
		}
		catch (VirtualMachineError ex) {
			// Neither memory nor stack for it now, but perhaps the next time.
			Set<String> kinds = this.logged.get(source);
			if (kinds != null && kinds.remove(kind(cause))) {
				this.count.decrementAndGet();
			}
		}
	}

	private static String kind(Throwable cause) {
		return (cause != null) ? cause.getClass().getName() : "nothing";
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
