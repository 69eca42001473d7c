package io.sightglass.registry.internal.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception whose message cannot be printed as it is: with its class, its
 * message as it may be shown, its stack trace, its causes and what it suppressed.
 */
final class PrintableThrowable extends Throwable {

	private static final long serialVersionUID = 1;

	// An exception may have itself as a cause, or more causes than anybody reads.
	private static final int MOST = 50;

	private PrintableThrowable(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
		super(message, cause);
		setStackTrace(trace);
	}

	/**
	 * An exception that may be printed.
	 * @param thrown an exception
	 * @return the same, or one in its place
	 */
	static Throwable of(Throwable thrown) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		return isPlain(thrown, seen) ? thrown : copy(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private static boolean isPlain(@Nullable Throwable thrown, Set<Throwable> seen) {
		if (thrown == null || !seen.add(thrown)) {
			return true;
		}
		if (seen.size() > MOST || !Printable.isPlain(thrown.toString()) || !Printable.isPlain(thrown.getMessage())
				|| !isPlain(thrown.getCause(), seen)) {
			return false;
		}
		for (Throwable suppressed : thrown.getSuppressed()) {
			if (!isPlain(suppressed, seen)) {
				return false;
			}
		}
		return true;
	}

	private static PrintableThrowable copy(Throwable thrown, Set<Throwable> seen) {
		seen.add(thrown);
		Throwable cause = thrown.getCause();
		PrintableThrowable why = (cause != null && seen.size() < MOST && !seen.contains(cause)) ? copy(cause, seen)
				: null;
		PrintableThrowable copy = new PrintableThrowable(Printable.line(thrown.toString()), why,
				thrown.getStackTrace());
		for (Throwable suppressed : thrown.getSuppressed()) {
			if (seen.size() < MOST && !seen.contains(suppressed)) {
				copy.addSuppressed(copy(suppressed, seen));
			}
		}
		return copy;
	}

}
