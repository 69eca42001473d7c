package io.sightglass.meters.connection;

import java.time.Duration;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.instrument.Started;
import org.jspecify.annotations.Nullable;

/**
 * One open connection. The first end counts, from whichever thread; later ones do
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
public interface OpenConnection extends Started<OpenConnection> {

	/** Records nothing. */
	OpenConnection NONE = new OpenConnection() {
	};

	/**
	 * The handshake, which began when the connection was opened, has ended now. A
	 * connection has one, whose end may be known after the connection's own; later words
	 * do nothing.
	 * @param outcome how it ended; only a success is timed
	 */
	default void handshaken(Outcome outcome) {
	}

	/**
	 * A handshake has ended whose time the caller took. A connection has one; later words
	 * do nothing.
	 * @param outcome how it ended; only a success is timed
	 * @param took how long it took, if that is known
	 */
	default void handshaken(Outcome outcome, @Nullable Duration took) {
	}

	/**
	 * Opens a stream in this connection.
	 * @return the stream
	 */
	default OpenStream stream() {
		return OpenStream.NONE;
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
	default void closedFor(Reason reason) {
		closedBecause(Reason.tagOf(reason));
	}

	/**
	 * Ends it for a reason of the caller's own.
	 * @param reason a short name; beyond {@link Reason#MAX_OWN} of them an endpoint
	 * counts {@code other}
	 */
	default void closedBecause(String reason) {
	}

	/**
	 * It was closed in order.
	 */
	@Override
	default void done() {
		closedFor(Reason.CLOSED);
	}

	/**
	 * It ended by an error, whose reason {@link Reason#of(Throwable)} finds.
	 */
	@Override
	default void failed(@Nullable Throwable error) {
		closedFor((error != null) ? Reason.of(error) : Reason.ERROR);
	}

	/**
	 * Somebody gave it up on purpose.
	 */
	@Override
	default void cancelled() {
		closedFor(Reason.CANCELLED);
	}

	/**
	 * It was closed in order.
	 */
	@Override
	default void close() {
		done();
	}

}
