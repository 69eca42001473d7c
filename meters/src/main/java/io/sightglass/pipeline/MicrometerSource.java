package io.sightglass.pipeline;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.Instruments;

/**
 * A source of a registry.
 */
final class MicrometerSource implements Source, Breakable {

	private final Instruments instruments;

	private final Counter received;

	private final Counter backpressure;

	private final LongAdder inFlight;

	MicrometerSource(Instruments instruments, String pipeline, String name, LongAdder inFlight) {
		this.instruments = instruments;
		this.received = instruments.counter(PipelineMeter.RECORDS_RECEIVED, pipeline, name);
		this.backpressure = instruments.counter(PipelineMeter.BACKPRESSURE, pipeline, name);
		this.inFlight = inFlight;
	}

	@Override
	public void received(long records) {
		if (records > 0) {
			this.received.increment(records);
			this.inFlight.add(records);
		}
	}

	@Override
	public void backpressure() {
		this.backpressure.increment();
	}

	@Override
	public void broken(Throwable failure) {
		this.instruments.failures().record(PipelineMeter.RECORDS_RECEIVED.getName(), failure);
	}

}
