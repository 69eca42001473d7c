package io.sightglass.meters.instrument;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as one of a dozen words: never a stranger's class name, never a
 * message.
 */
public enum ErrorKind {

	/** Something took too long. */
	TIMEOUT,

	/** Nobody listened. */
	REFUSED,

	/** The peer broke the connection. */
	RESET,

	/** The connection or stream had ended already. */
	CLOSED,

	/** A name or address had no route. */
	UNREACHABLE,

	/** TLS failed. */
	TLS,

	/** Other input and output. */
	IO,

	/** Somebody gave up on purpose. */
	CANCELLED,

	/** A full queue or executor. */
	REJECTED,

	/** An argument or message was wrong. */
	INVALID,

	/** The call came at the wrong time. */
	STATE,

	/** Not allowed. */
	DENIED,

	/** Out of memory or stack. */
	RESOURCES,

	/** Anything else. */
	OTHER;

	private static final int MAX_DEPTH = 8;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The kind as a tag value: its name in lower case.
	 * @return such as {@code timeout}
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * The kind of an error, looking through the wrappers of executors and futures.
	 * @param error what was thrown, if anything
	 * @return its kind
	 */
	public static ErrorKind of(@Nullable Throwable error) {
		try {
			return kind(error);
		}
		catch (Throwable ex) {
			// An error that does not even say what it is.
			return OTHER;
		}
	}

	private static ErrorKind kind(@Nullable Throwable error) {
		ErrorKind vague = OTHER;
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			ErrorKind kind = direct(cause);
			if (kind != OTHER && kind != IO) {
				return kind;
			}
			vague = (vague == OTHER) ? kind : vague;
			cause = cause.getCause();
		}
		return vague;
	}

	private static ErrorKind direct(Throwable error) {
		if (error instanceof ExecutionException || error instanceof CompletionException) {
			return OTHER;
		}
		if (error instanceof TimeoutException || error instanceof SocketTimeoutException
				|| error.getClass().getSimpleName().endsWith("TimeoutException")) {
			return TIMEOUT;
		}
		if (error instanceof IOException failed) {
			return io(failed);
		}
		if (error instanceof CancellationException || error instanceof InterruptedException) {
			return CANCELLED;
		}
		if (error instanceof RejectedExecutionException) {
			return REJECTED;
		}
		if (error instanceof UnresolvedAddressException) {
			return UNREACHABLE;
		}
		if (error instanceof IllegalArgumentException) {
			return INVALID;
		}
		if (error instanceof IllegalStateException || error instanceof UnsupportedOperationException) {
			return STATE;
		}
		if (error instanceof SecurityException) {
			return DENIED;
		}
		return (error instanceof VirtualMachineError) ? RESOURCES : OTHER;
	}

	private static ErrorKind io(IOException error) {
		if (error instanceof SSLException) {
			return TLS;
		}
		if (error instanceof NoRouteToHostException || error instanceof PortUnreachableException
				|| error instanceof UnknownHostException) {
			return UNREACHABLE;
		}
		if (error instanceof ConnectException) {
			return REFUSED;
		}
		if (error instanceof ClosedChannelException || error instanceof EOFException) {
			return CLOSED;
		}
		return isReset(error.getMessage()) ? RESET : IO;
	}

	// The JDK and Netty tell a reset only by the operating system's words.
	private static boolean isReset(@Nullable String message) {
		return message != null && (message.contains("reset") || message.contains("Broken pipe"));
	}

}
