package io.sightglass.meters.pipeline;

import java.time.Instant;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Counts;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A sink of a registry.
 */
final class MicrometerSink implements Sink, Breakable {

	private final Failures failures;

	private final Counter delivered;

	private final Pipeline pipeline;

	private final boolean last;

	MicrometerSink(Instruments instruments, String pipelineName, String name, Pipeline pipeline, boolean last) {
		this.failures = instruments.failures();
		this.delivered = instruments.counter(PipelineMeter.RECORDS_DELIVERED, pipelineName, name);
		this.pipeline = pipeline;
		this.last = last;
	}

	@Override
	public void delivered(long records) {
		if (Counts.counts(this.failures, PipelineMeter.RECORDS_DELIVERED, records)) {
			this.failures.add(this.delivered, records);
			if (this.last) {
				this.pipeline.ended(records);
			}
		}
	}

	@Override
	public void deliveredSince(@Nullable Instant origin) {
		delivered(1);
		this.pipeline.latencySince(origin);
	}

	@Override
	public void broken(Throwable failure) {
		this.failures.record(PipelineMeter.RECORDS_DELIVERED.getName(), failure);
	}

}
