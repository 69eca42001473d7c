package io.sightglass.meters.connection;

import java.lang.ref.Reference;

import io.sightglass.registry.internal.forgotten.Forgotten;

/**
 * A stream that no connection ends. One that is forgotten ends once the garbage collector
 * finds it.
 */
final class LooseStream implements OpenStream {

	private final Forgotten.Tracked open;

	LooseStream(EndpointInstruments instruments) {
		long start = instruments.start();
		int place = instruments.streamOpened();
		this.open = Forgotten.track(this, () -> {
			instruments.streamsLeft(place, 1);
			instruments.streamLasted(start);
		});
	}

	@Override
	public void close() {
		try {
			// Runs once, whoever comes first.
			this.open.end();
		}
		finally {
			Reference.reachabilityFence(this);
		}
	}

}
