package io.sightglass.meters.connection;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A stream that no connection ends. One that is forgotten ends once the garbage collector
 * finds it.
 */
final class LooseStream implements OpenStream {

	// Its thread starts with the first stream.
	private static final Cleaner cleaner = Cleaner.create();

	private final Cleaner.Cleanable open;

	LooseStream(EndpointInstruments instruments) {
		long start = instruments.start();
		instruments.streamOpened();
		this.open = cleaner.register(this, () -> {
			instruments.streamsLeft(1);
			instruments.streamLasted(start);
		});
	}

	@Override
	public void close() {
		try {
			// Runs once, whoever comes first.
			this.open.clean();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

}
