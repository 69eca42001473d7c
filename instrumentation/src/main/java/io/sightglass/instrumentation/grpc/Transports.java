package io.sightglass.instrumentation.grpc;

import io.grpc.Attributes;
import io.sightglass.meters.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport keeps its connection.
 */
final class Transports {

	private static final Attributes.Key<Connection> CONNECTION = Attributes.Key.create("sightglass.connection");

	private Transports() {
	}

	static Attributes with(Attributes attributes, Connection connection) {
		return attributes.toBuilder().set(CONNECTION, connection).build();
	}

	static Connection of(@Nullable Attributes attributes) {
		Connection connection = (attributes != null) ? attributes.get(CONNECTION) : null;
		return (connection != null) ? connection : Connection.NONE;
	}

}
