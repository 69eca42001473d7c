package io.sightglass.instrumentation.netty;

import io.sightglass.meters.connection.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Gathers why a channel ends, from what was seen before it did.
 */
final class CloseCause {

	private @Nullable Reason cause;

	private boolean idle;

	private boolean halfClosed;

	void because(Reason reason) {
		if (this.cause == null) {
			this.cause = reason;
		}
	}

	void idle() {
		this.idle = true;
	}

	void halfClosed() {
		this.halfClosed = true;
	}

	// What still talks has survived; only a failed handshake is final.
	void received() {
		this.idle = false;
		if (this.cause != null && this.cause != Reason.HANDSHAKE) {
			this.cause = null;
		}
	}

	Reason reason() {
		if (this.cause != null) {
			return this.cause;
		}
		if (this.idle) {
			return Reason.IDLE;
		}
		return this.halfClosed ? Reason.HALF_CLOSED : Reason.CLOSED;
	}

}
