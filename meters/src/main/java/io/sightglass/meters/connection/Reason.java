package io.sightglass.meters.connection;

import java.util.Locale;

import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended, or never came to be. Callers may add names of their own, up to
 * {@value #MAX_OWN} an endpoint; later ones are counted as {@code other}.
 */
public enum Reason {

	/** In order, by either side. */
	CLOSED,

	/** Something took too long: a connect, a read, a write. */
	TIMEOUT,

	/** Nobody had anything to say for too long. */
	IDLE,

	/** The peer broke it. */
	RESET,

	/** Nobody listened. */
	REFUSED,

	/** A name or address had no route. */
	UNREACHABLE,

	/** The handshake failed or was cut off. */
	HANDSHAKE,

	/** The peer ended its half, and this side then ended the other. */
	HALF_CLOSED,

	/** Somebody gave up on purpose. */
	CANCELLED,

	/** Over a limit, or not allowed. */
	REJECTED,

	/** Any other failure. */
	ERROR,

	/** Its owner forgot it, and the garbage collector found it. */
	ABANDONED;

	/** How many names an endpoint takes beside these. */
	public static final int MAX_OWN = 20;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The reason as a tag value: its name in lower case.
	 * @return such as {@code half_closed}
	 */
	public String tag() {
		return this.tag;
	}

	static String tagOf(@Nullable Reason reason) {
		return (reason != null) ? reason.tag : BoundedValues.NONE;
	}

	/**
	 * The reason behind an error.
	 * @param error what was thrown; nothing is an orderly end
	 * @return the reason
	 */
	public static Reason of(@Nullable Throwable error) {
		return (error == null) ? CLOSED : switch (ErrorKind.of(error)) {
			case TIMEOUT -> TIMEOUT;
			case REFUSED -> REFUSED;
			case RESET -> RESET;
			case UNREACHABLE -> UNREACHABLE;
			case TLS -> HANDSHAKE;
			case CANCELLED -> CANCELLED;
			case REJECTED, DENIED -> REJECTED;
			default -> ERROR;
		};
	}

}
