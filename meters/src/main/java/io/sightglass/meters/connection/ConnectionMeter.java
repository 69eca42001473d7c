package io.sightglass.meters.connection;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of connections and the streams inside them.
 */
public enum ConnectionMeter implements CatalogueMeter {

	/** Connections accepted or established, {@code connections_total}. */
	OPENED(MeterSpec.counter("connections", "Connections opened: accepted by a server, or established by a client.",
			"endpoint", "protocol", "role")),

	/** Connections open now, {@code connections_active}. */
	ACTIVE(MeterSpec.gauge("connections.active", "Connections that are open now.", "endpoint", "protocol", "role")),

	/** How many connections there may be at once, {@code connections_limit}. */
	LIMIT(MeterSpec.gauge("connections.limit", "Connections that there may be at once.", "endpoint", "protocol",
			"role")),

	/** Open connections that wait for a request, {@code connections_idle}. */
	IDLE(MeterSpec.gauge("connections.idle", "Open connections that wait for their next request.", "endpoint",
			"protocol", "role")),

	/** Requests that wait for a connection of a pool, {@code connections_pending}. */
	PENDING(MeterSpec.gauge("connections.pending", "Requests that wait for a connection of a pool.", "endpoint",
			"protocol", "role")),

	/** Connections that ended, by reason, {@code connections_closed_total}. */
	CLOSED(MeterSpec.counter("connections.closed", "Connections that were open and ended, by reason.", "endpoint",
			"protocol", "role", "reason")),

	/** Failed attempts to connect, by reason, {@code connections_failed_total}. */
	FAILED(MeterSpec.counter("connections.failed",
			"Connection attempts that never became an open connection, by reason.", "endpoint", "protocol", "role",
			"reason")),

	/** How long connections were open, {@code connection_duration_seconds}. */
	DURATION(MeterSpec.timer("connection.duration", "How long connections were open.", "endpoint", "protocol", "role")),

	/** Times of successful handshakes, {@code connection_handshake_duration_seconds}. */
	HANDSHAKE_DURATION(MeterSpec.timer("connection.handshake.duration",
			"Time from the start of a handshake (TLS or the protocol's own) to its success.", "endpoint", "protocol",
			"role")),

	/** Handshakes that ended, by outcome, {@code connection_handshakes_total}. */
	HANDSHAKES(MeterSpec.counter("connection.handshakes", "Handshakes that ended, by outcome.", "endpoint", "protocol",
			"role", "outcome")),

	/** Streams opened inside connections, {@code connection_streams_total}. */
	STREAMS(MeterSpec.counter("connection.streams", "Streams opened inside connections.", "endpoint", "protocol",
			"role")),

	/** Streams open now, {@code connection_streams_active}. */
	STREAMS_ACTIVE(MeterSpec.gauge("connection.streams.active", "Streams that are open now inside connections.",
			"endpoint", "protocol", "role")),

	/** How long streams were open, {@code connection_stream_duration_seconds}. */
	STREAM_DURATION(MeterSpec.timer("connection.stream.duration", "How long streams inside connections were open.",
			"endpoint", "protocol", "role"));

	private final MeterSpec spec;

	ConnectionMeter(MeterSpec spec) {
		this.spec = spec;
	}

	@Override
	public MeterSpec spec() {
		return this.spec;
	}

}
