package io.sightglass.instrumentation.grpc;

import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.Attributes;
import io.grpc.Status;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. Why it ended is said to the calls on it alone, and may be said
 * after its end, on threads of the application: it closes when the last of them has heard
 * it.
 */
final class ClientConnection {

	private static final Attributes.Key<ClientConnection> KEY = Attributes.Key.create("sightglass.client-connection");

	private final OpenConnection connection;

	// One more for the transport.
	private final AtomicInteger holders = new AtomicInteger(1);

	ClientConnection(OpenConnection connection) {
		this.connection = connection;
	}

	static @Nullable ClientConnection of(@Nullable Attributes attributes) {
		return (attributes != null) ? attributes.get(KEY) : null;
	}

	Attributes in(Attributes attributes) {
		return attributes.toBuilder().set(KEY, this).build();
	}

	void called() {
		this.holders.incrementAndGet();
	}

	void left(Status status) {
		if (Reason.of(status.getCause()) == Reason.RESET) {
			this.connection.closedFor(Reason.RESET);
		}
		left();
	}

	void left() {
		if (this.holders.decrementAndGet() == 0) {
			this.connection.close();
		}
	}

}
