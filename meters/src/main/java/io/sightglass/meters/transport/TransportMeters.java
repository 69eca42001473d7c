package io.sightglass.meters.transport;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import io.sightglass.meters.instrument.ErrorKind;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.PerRegistry;
import io.sightglass.registry.tag.BoundedValues;

/**
 * What flows through sockets, by logical endpoint, and the nodes that it passes. Counts
 * are exact; round trips and latencies are sampled.
 *
 * <pre>
 * transport_sent_bytes_total{endpoint="gateway",protocol="tcp",role="server"} 1024.0
 * transport_sent_packets_total{endpoint="gateway",protocol="tcp",role="server"} 2.0
 * transport_errors_total{endpoint="gateway",error="reset",protocol="tcp",role="server"} 1.0
 * transport_hop_health{hop="edge",kind="relay",route="orders"} 2.0
 * </pre>
 */
public interface TransportMeters {

	/** Records nothing. */
	TransportMeters NONE = new TransportMeters() {
	};

	/**
	 * Transport meters of a registry, under the catalogue's own names; those that there
	 * are already, where there are.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static TransportMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, TransportMeters.class,
				() -> new MicrometerTransportMeters(new Instruments(registry), Sampler.ALWAYS));
	}

	/**
	 * Transport meters in a registry.
	 * @param instruments what makes the meters
	 * @param times which round trips and latencies are recorded; counts do not ask
	 * @return the meters
	 */
	static TransportMeters in(Instruments instruments, Sampler times) {
		return PerRegistry.offer(instruments.registry(), TransportMeters.class,
				new MicrometerTransportMeters(instruments, times));
	}

	/**
	 * The endpoint, always the same for the same arguments. Hold it.
	 * @param name a logical name, never an address
	 * @param protocol such as tcp, udp, websocket
	 * @param role which end this process is
	 * @return the endpoint
	 */
	default Endpoint endpoint(String name, String protocol, Role role) {
		return Endpoint.NONE;
	}

	/**
	 * The node of a route, always the same for the same arguments. Hold it.
	 * @param route the logical route
	 * @param node the name of the node in the route, shown as the tag {@code hop}
	 * @param kind what it is, such as relay, tunnel, link
	 * @return the node
	 */
	default RouteNode node(String route, String node, String kind) {
		return RouteNode.NONE;
	}

	/**
	 * Shows bytes that somebody else counts, such as a web server.
	 * @param name a logical name
	 * @param protocol the protocol
	 * @param role which end this process is
	 * @param source what is asked at each scrape
	 * @return what takes the source away again, and leaves its bytes
	 */
	default Watch watch(String name, String protocol, Role role, ByteSource source) {
		return Watch.NONE;
	}

	/**
	 * Bytes that are asked for until it is closed. What was counted stays.
	 */
	interface Watch extends AutoCloseable {

		/** Shows nothing. */
		Watch NONE = () -> {
		};

		@Override
		void close();

	}

	/**
	 * Somebody who counts bytes; its totals never fall.
	 */
	interface ByteSource {

		/**
		 * All bytes sent so far.
		 * @return a total that never falls
		 */
		double sent();

		/**
		 * All bytes received so far.
		 * @return a total that never falls
		 */
		double received();

	}

	/**
	 * What flows through one endpoint. Nothing here allocates after its first use.
	 */
	interface Endpoint {

		/** Records nothing. */
		Endpoint NONE = new Endpoint() {
		};

		/**
		 * One packet (datagram, frame, message or write) of so many bytes was sent.
		 * @param bytes its size
		 */
		default void sent(long bytes) {
			sent(bytes, 1);
		}

		/**
		 * Several packets were sent.
		 * @param bytes the size of all of them
		 * @param packets how many there were
		 */
		default void sent(long bytes, long packets) {
		}

		/**
		 * One packet (datagram, frame, message or read) of so many bytes was received.
		 * @param bytes its size
		 */
		default void received(long bytes) {
			received(bytes, 1);
		}

		/**
		 * Several packets were received.
		 * @param bytes the size of all of them
		 * @param packets how many there were
		 */
		default void received(long bytes, long packets) {
		}

		/**
		 * An error that was thrown. A timeout counts as a timeout too.
		 * @param error what was thrown, whose kind {@link ErrorKind#of(Throwable)} finds
		 */
		default void failed(@Nullable Throwable error) {
			failedFor(ErrorKind.of(error));
		}

		/**
		 * An error of a known kind. {@link ErrorKind#TIMEOUT} counts as a timeout too.
		 * @param kind the tag {@code error} of {@code transport_errors_total}
		 */
		default void failedFor(ErrorKind kind) {
			failedBecause((kind != null) ? kind.tag() : BoundedValues.NONE);
		}

		/**
		 * An error of the caller's own kind. The kind {@code timeout} counts as a timeout
		 * too.
		 * @param kind a short name, from a small set
		 */
		default void failedBecause(String kind) {
		}

		/** Somebody waited in vain, and it is no error, such as an idle connection. */
		default void timeout() {
		}

		/**
		 * Packets or segments had to be sent again.
		 * @param packets how many
		 */
		default void retransmitted(long packets) {
		}

		/**
		 * A round trip took this long.
		 * @param took how long, if that is known
		 */
		default void roundTrip(@Nullable Duration took) {
		}

		/**
		 * Begins to time a round trip.
		 * @return what {@link #stopRoundTrip(long)} wants
		 */
		default long startRoundTrip() {
			return 0;
		}

		/**
		 * The answer has come.
		 * @param started what {@link #startRoundTrip()} gave
		 */
		default void stopRoundTrip(long started) {
		}

		/**
		 * The share of packets lost as the caller sees it now; shown from the first call
		 * on.
		 * @param ratio from 0 to 1
		 */
		default void loss(double ratio) {
		}

	}

}
