package io.sightglass.meters.connection;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream that no connection ends.
 */
final class LooseStream implements Stream {

	private final AtomicBoolean open = new AtomicBoolean(true);

	private final EndpointInstruments instruments;

	private final long start;

	LooseStream(EndpointInstruments instruments) {
		this.instruments = instruments;
		this.start = instruments.start();
		instruments.streamOpened();
	}

	@Override
	public void close() {
		if (this.open.compareAndSet(true, false)) {
			this.instruments.streamsLeft(1);
			this.instruments.streamLasted(this.start);
		}
	}

}
