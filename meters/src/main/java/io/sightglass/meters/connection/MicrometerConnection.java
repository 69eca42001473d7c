package io.sightglass.meters.connection;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The handle that the owner of a connection holds.
 */
final class MicrometerConnection implements Connection {

	// Its thread starts with the first connection.
	private static final Cleaner cleaner = Cleaner.create();

	private final ConnectionState state;

	private Cleaner.@Nullable Cleanable tracker;

	MicrometerConnection(ConnectionState state) {
		this.state = state;
	}

	MicrometerConnection tracked() {
		this.tracker = cleaner.register(this, this.state);
		return this;
	}

	@Override
	public void handshaken(Outcome outcome) {
		this.state.instruments().handshaken(outcome);
		if (outcome == Outcome.SUCCESS) {
			this.state.instruments().handshakeTook(this.state.start());
		}
	}

	@Override
	public void handshaken(Outcome outcome, long nanos) {
		this.state.instruments().handshaken(outcome);
		if (outcome == Outcome.SUCCESS) {
			this.state.instruments().handshakeTookNanos(nanos);
		}
	}

	@Override
	public Stream stream() {
		return this.state.streamOpened() ? new MicrometerStream(this, this.state) : Stream.NONE;
	}

	@Override
	public boolean isOpen() {
		return this.state.isOpen();
	}

	@Override
	public void close(String reason) {
		try {
			this.state.close(reason);
			Cleaner.Cleanable tracked = this.tracker;
			if (tracked != null) {
				tracked.clean();
			}
		}
		finally {
			// Until here the handle counts as held, so that no collection calls it
			// abandoned.
			Reference.reachabilityFence(this);
		}
	}

}
