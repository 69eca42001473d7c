package io.sightglass.meters.connection;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.PerRegistry;

/**
 * Connections by logical endpoint: opened, active, closed by reason, failed, and how long
 * they and their handshakes took. Two sums hold at rest:
 * {@code connections = connections.active + connections.closed}, and attempts are
 * {@code connections + connections.failed}.
 *
 * <pre>
 * connections_total{endpoint="gateway",protocol="tcp",role="server"} 12.0
 * connections_active{endpoint="gateway",protocol="tcp",role="server"} 3.0
 * connections_closed_total{endpoint="gateway",protocol="tcp",reason="closed",role="server"} 8.0
 * connections_closed_total{endpoint="gateway",protocol="tcp",reason="reset",role="server"} 1.0
 * </pre>
 */
public interface ConnectionMeters {

	/** Records nothing. */
	ConnectionMeters NONE = new ConnectionMeters() {
	};

	/**
	 * Connection meters of a registry, under the catalogue's own names; those that there
	 * are already, where there are.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static ConnectionMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, ConnectionMeters.class,
				() -> new MicrometerConnectionMeters(new Instruments(registry), Sampler.ALWAYS));
	}

	/**
	 * Connection meters in a registry.
	 * @param instruments what makes the meters
	 * @param durations which durations are recorded; counts do not ask
	 * @return the meters
	 */
	static ConnectionMeters in(Instruments instruments, Sampler durations) {
		return PerRegistry.offer(instruments.registry(), ConnectionMeters.class,
				new MicrometerConnectionMeters(instruments, durations));
	}

	/**
	 * The endpoint, always the same for the same arguments. Hold it.
	 * @param name a logical name, never an address
	 * @param protocol such as tcp, tls, websocket
	 * @param role which end this process is
	 * @return the endpoint
	 */
	default Endpoint endpoint(String name, String protocol, Role role) {
		return Endpoint.NONE;
	}

	/**
	 * Shows connections that somebody else keeps, such as a web server or a pool, without
	 * events.
	 * @param name a logical name
	 * @param protocol the protocol
	 * @param role which end this process is
	 * @param source what is asked at each scrape
	 * @return what takes the gauges away again
	 */
	default Watch watch(String name, String protocol, Role role, ConnectionSource source) {
		return Watch.NONE;
	}

	/**
	 * Gauges that are shown until it is closed.
	 */
	interface Watch extends AutoCloseable {

		/** Shows nothing. */
		Watch NONE = () -> {
		};

		@Override
		void close();

	}

	/**
	 * Where connections begin.
	 */
	interface Endpoint {

		/** Records nothing. */
		Endpoint NONE = new Endpoint() {
		};

		/**
		 * A connection was accepted or established.
		 * @return the connection
		 */
		default OpenConnection opened() {
			return OpenConnection.NONE;
		}

		/**
		 * Opens a stream whose connection is not known, or not yet: whoever opens it
		 * closes it, as no connection's end does.
		 * @return the stream
		 */
		default OpenStream stream() {
			return OpenStream.NONE;
		}

		/**
		 * An attempt never became a connection, for a known reason.
		 * @param reason the tag {@code reason} of {@code connections_failed_total}
		 */
		default void attemptFailedFor(Reason reason) {
			attemptFailedBecause(Reason.tagOf(reason));
		}

		/**
		 * An attempt never became a connection.
		 * @param reason a short name, bounded like that of a close
		 */
		default void attemptFailedBecause(String reason) {
		}

		/**
		 * An attempt never became a connection because of an error.
		 * @param error what was thrown, whose reason {@link Reason#of(Throwable)} finds,
		 * or nothing where it is not known
		 */
		default void attemptFailed(@Nullable Throwable error) {
			attemptFailedFor((error != null) ? Reason.of(error) : Reason.ERROR);
		}

	}

}
