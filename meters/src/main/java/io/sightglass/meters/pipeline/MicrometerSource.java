package io.sightglass.meters.pipeline;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Counts;
import io.sightglass.registry.failure.Failures;

/**
 * A source of a registry.
 */
final class MicrometerSource implements Source, Breakable {

	private final Failures failures;

	private final Counter received;

	private final Counter backpressure;

	private final LongAdder inFlight;

	MicrometerSource(Instruments instruments, String pipeline, String name, LongAdder inFlight) {
		this.failures = instruments.failures();
		this.received = instruments.counter(PipelineMeter.RECORDS_RECEIVED, pipeline, name);
		this.backpressure = instruments.counter(PipelineMeter.BACKPRESSURE, pipeline, name);
		this.inFlight = inFlight;
	}

	@Override
	public void received(long records) {
		if (Counts.counts(this.failures, PipelineMeter.RECORDS_RECEIVED, records)) {
			this.inFlight.add(records);
			this.failures.add(this.received, records);
		}
	}

	@Override
	public void backpressure() {
		this.failures.add(this.backpressure, 1);
	}

	@Override
	public void broken(Throwable failure) {
		this.failures.record(PipelineMeter.RECORDS_RECEIVED.getName(), failure);
	}

}
