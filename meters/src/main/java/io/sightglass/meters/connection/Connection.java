package io.sightglass.meters.connection;

import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. The first close counts, from whichever thread; later ones do
 * nothing. Whoever holds the connection holds this object: one that is forgotten is
 * counted as closed for {@link Reason#ABANDONED} once the garbage collector finds it, so
 * that it is not active for ever.
 *
 * <pre>
 * connection_handshakes_total{endpoint="gateway",outcome="success",protocol="tls",role="server"} 10.0
 * connections_closed_total{endpoint="gateway",protocol="tls",reason="handshake",role="server"} 5.0
 * connection_duration_seconds_count{endpoint="gateway",protocol="tls",role="server"} 16
 * </pre>
 */
public interface Connection extends AutoCloseable {

	/** Records nothing. */
	Connection NONE = new Connection() {
	};

	/**
	 * The handshake, which began when the connection was opened, has ended now.
	 * @param outcome how it ended; only a success is timed
	 */
	default void handshaken(Outcome outcome) {
	}

	/**
	 * A handshake has ended whose time the caller took.
	 * @param outcome how it ended; only a success is timed
	 * @param nanos how long it took
	 */
	default void handshaken(Outcome outcome, long nanos) {
	}

	/**
	 * Opens a stream in this connection.
	 * @return the stream
	 */
	default Stream stream() {
		return Stream.NONE;
	}

	/**
	 * Whether nobody has closed it yet.
	 * @return whether a close would still count; false of {@link #NONE}
	 */
	default boolean isOpen() {
		return false;
	}

	/**
	 * Ends it for a known reason.
	 * @param reason the tag {@code reason} of {@code connections_closed_total}
	 */
	default void close(Reason reason) {
		close(Reason.tagOf(reason));
	}

	/**
	 * Ends it for a reason of the caller's own.
	 * @param reason a short name; beyond {@link Reason#MAX_OWN} of them an endpoint
	 * counts {@code other}
	 */
	default void close(String reason) {
	}

	/**
	 * Ends it for what was thrown.
	 * @param error the error; nothing is an orderly end
	 */
	default void close(@Nullable Throwable error) {
		close(Reason.of(error));
	}

	@Override
	default void close() {
		close(Reason.CLOSED);
	}

}
