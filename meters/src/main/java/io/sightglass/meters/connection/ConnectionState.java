package io.sightglass.meters.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.instrument.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a connection when its handle is gone: enough to close it. The number of
 * open streams is the lock word: negative once the connection is closed, so that each
 * stream is taken off the gauge once, by itself or by its connection.
 */
final class ConnectionState implements Runnable {

	private static final int CLOSED = -1;

	private final EndpointInstruments instruments;

	private final AtomicInteger streams = new AtomicInteger();

	private final AtomicBoolean handshaken = new AtomicBoolean();

	private final long start;

	private final int place;

	ConnectionState(EndpointInstruments instruments) {
		this.instruments = instruments;
		this.start = instruments.start();
		this.place = instruments.opened();
	}

	EndpointInstruments instruments() {
		return this.instruments;
	}

	long start() {
		return this.start;
	}

	/**
	 * Counts the handshake, where it is the first word of it.
	 * @param outcome how it ended
	 * @return whether it is to be timed
	 */
	boolean handshaken(@Nullable Outcome outcome) {
		if (!this.handshaken.compareAndSet(false, true)) {
			return false;
		}
		this.instruments.handshaken(outcome);
		return outcome == Outcome.SUCCESS;
	}

	boolean isOpen() {
		return this.streams.get() != CLOSED;
	}

	void close(String reason) {
		int left = this.streams.getAndSet(CLOSED);
		if (left == CLOSED) {
			return;
		}
		this.instruments.streamsLeft(this.place, left);
		this.instruments.ended(this.place, reason, this.start);
	}

	boolean streamOpened() {
		int before = this.streams.getAndUpdate((open) -> (open == CLOSED) ? CLOSED : open + 1);
		if (before == CLOSED) {
			return false;
		}
		this.instruments.streamOpened(this.place);
		return true;
	}

	void streamClosed(long streamStart) {
		int before = this.streams.getAndUpdate((open) -> (open == CLOSED) ? CLOSED : open - 1);
		if (before != CLOSED) {
			this.instruments.streamsLeft(this.place, 1);
		}
		this.instruments.streamLasted(streamStart);
	}

	// The cleaner's call: does nothing where the owner has closed it.
	@Override
	public void run() {
		close(Reason.ABANDONED.tag());
	}

}
