package io.sightglass.instrumentation.netty;

import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.instrument.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * Gathers why a channel ends, from what was seen before it did.
 */
final class CloseCause {

	private @Nullable Reason cause;

	private boolean idle;

	private boolean halfClosed;

	private boolean broken;

	void because(Reason reason) {
		if (this.cause == null) {
			this.cause = reason;
		}
	}

	/**
	 * Whether an error is not merely one more of a connection that is broken.
	 * @param kind the error's kind
	 * @return whether it counts
	 */
	boolean isNew(ErrorKind kind) {
		boolean breaks = kind == ErrorKind.RESET || kind == ErrorKind.CLOSED || kind == ErrorKind.IO;
		boolean counts = !breaks || !this.broken;
		this.broken |= breaks;
		return counts;
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
		this.broken = false;
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
