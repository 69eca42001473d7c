package io.sightglass.meters.connection;

import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.MeterSpec;

/**
 * The meters of connections and the streams inside them.
 */
public enum ConnectionMeter implements CatalogueMeter {

	OPENED(MeterSpec.counter("connections", "Connections opened: accepted by a server, or established by a client.",
			"endpoint", "protocol", "role")),

	ACTIVE(MeterSpec.gauge("connections.active", "Connections that are open now.", "endpoint", "protocol", "role")),

	LIMIT(MeterSpec.gauge("connections.limit", "Connections that there may be at once.", "endpoint", "protocol",
			"role")),

	IDLE(MeterSpec.gauge("connections.idle", "Open connections that wait for their next request.", "endpoint",
			"protocol", "role")),

	PENDING(MeterSpec.gauge("connections.pending", "Requests that wait for a connection of a pool.", "endpoint",
			"protocol", "role")),

	CLOSED(MeterSpec.counter("connections.closed", "Connections that were open and ended, by reason.", "endpoint",
			"protocol", "role", "reason")),

	FAILED(MeterSpec.counter("connections.failed",
			"Connection attempts that never became an open connection, by reason.", "endpoint", "protocol", "role",
			"reason")),

	DURATION(MeterSpec.timer("connection.duration", "How long connections were open.", "endpoint", "protocol", "role")),

	HANDSHAKE_DURATION(MeterSpec.timer("connection.handshake.duration",
			"Time from the start of a handshake (TLS or the protocol's own) to its success.", "endpoint", "protocol",
			"role")),

	HANDSHAKES(MeterSpec.counter("connection.handshakes", "Handshakes that ended, by outcome.", "endpoint", "protocol",
			"role", "outcome")),

	STREAMS(MeterSpec.counter("connection.streams", "Streams opened inside connections.", "endpoint", "protocol",
			"role")),

	STREAMS_ACTIVE(MeterSpec.gauge("connection.streams.active", "Streams that are open now inside connections.",
			"endpoint", "protocol", "role")),

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
