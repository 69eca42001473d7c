package io.sightglass.meters.connection;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream holds its connection, so that an open stream keeps it from being abandoned.
 */
final class MicrometerStream implements OpenStream {

	private final AtomicBoolean open = new AtomicBoolean(true);

	private final OpenConnection connection;

	private final ConnectionState state;

	private final long start;

	MicrometerStream(OpenConnection connection, ConnectionState state) {
		this.connection = connection;
		this.state = state;
		this.start = state.instruments().start();
	}

	@Override
	public void close() {
		if (this.open.compareAndSet(true, false)) {
			this.state.streamClosed(this.start);
		}
	}

	@Override
	public String toString() {
		return "a stream of " + this.connection;
	}

}
