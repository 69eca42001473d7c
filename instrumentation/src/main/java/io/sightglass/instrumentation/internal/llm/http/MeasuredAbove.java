package io.sightglass.instrumentation.internal.llm.http;

import org.jspecify.annotations.Nullable;

/**
 * Whether this thread sends what a measured client gave it to send. One client often
 * stands on another one, and both may be measured.
 */
final class MeasuredAbove {

	private static final ThreadLocal<@Nullable Boolean> here = new ThreadLocal<>();

	private MeasuredAbove() {
	}

	static boolean isHere() {
		return here.get() != null;
	}

	/**
	 * Sends with the client below.
	 * @param <T> what comes of it
	 * @param <X> what it throws
	 * @param below sends
	 * @return what comes of it
	 * @throws X what it throws
	 */
	static <T, X extends Exception> T send(Below<T, X> below) throws X {
		boolean inside = isHere();
		here.set(true);
		try {
			return below.send();
		}
		finally {
			if (!inside) {
				here.remove();
			}
		}
	}

	/**
	 * The client below.
	 *
	 * @param <T> what comes of it
	 * @param <X> what it throws
	 */
	@FunctionalInterface
	interface Below<T, X extends Exception> {

		T send() throws X;

	}

}
