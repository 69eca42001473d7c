package io.sightglass.pipeline;

import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.Instruments;

/**
 * A sink of a registry.
 */
final class MicrometerSink implements Sink, Breakable {

	private final Instruments instruments;

	private final Counter delivered;

	private final Pipeline pipeline;

	private final boolean last;

	MicrometerSink(Instruments instruments, String pipelineName, String name, Pipeline pipeline, boolean last) {
		this.instruments = instruments;
		this.delivered = instruments.counter(PipelineMeter.RECORDS_DELIVERED, pipelineName, name);
		this.pipeline = pipeline;
		this.last = last;
	}

	@Override
	public void delivered(long records) {
		if (records > 0) {
			this.delivered.increment(records);
			if (this.last) {
				this.pipeline.ended(records);
			}
		}
	}

	@Override
	public void deliveredSince(long originMillis) {
		delivered(1);
		this.pipeline.latencySince(originMillis);
	}

	@Override
	public void broken(Throwable failure) {
		this.instruments.failures().record(PipelineMeter.RECORDS_DELIVERED.getName(), failure);
	}

}
