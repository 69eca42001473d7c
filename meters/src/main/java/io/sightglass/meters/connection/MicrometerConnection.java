package io.sightglass.meters.connection;

import java.lang.ref.Reference;
import java.time.Duration;

import io.sightglass.meters.instrument.Outcome;
import io.sightglass.registry.internal.forgotten.Forgotten;
import org.jspecify.annotations.Nullable;

/**
 * The handle that the owner of a connection holds.
 */
final class MicrometerConnection implements OpenConnection {

	private final ConnectionState state;

	private Forgotten.@Nullable Tracked tracker;

	MicrometerConnection(ConnectionState state) {
		this.state = state;
	}

	MicrometerConnection tracked() {
		this.tracker = Forgotten.track(this, this.state);
		return this;
	}

	@Override
	public void handshaken(Outcome outcome) {
		if (this.state.handshaken(outcome)) {
			this.state.instruments().handshakeTook(this.state.start());
		}
	}

	@Override
	public void handshaken(Outcome outcome, @Nullable Duration took) {
		if (this.state.handshaken(outcome)) {
			this.state.instruments().handshakeTook(took);
		}
	}

	@Override
	public OpenStream stream() {
		return this.state.streamOpened() ? new MicrometerStream(this, this.state) : OpenStream.NONE;
	}

	@Override
	public boolean isOpen() {
		return this.state.isOpen();
	}

	@Override
	public void closedBecause(String reason) {
		try {
			this.state.close(reason);
			Forgotten.Tracked tracked = this.tracker;
			if (tracked != null) {
				tracked.end();
			}
		}
		finally {
			// Until here the handle counts as held, so that no collection calls it
			// abandoned.
			Reference.reachabilityFence(this);
		}
	}

}
