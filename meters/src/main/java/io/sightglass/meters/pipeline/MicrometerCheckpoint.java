package io.sightglass.meters.pipeline;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.failure.Failures;

/**
 * A checkpoint of a registry. Its age is monotonic: a clock that is set makes none older.
 */
final class MicrometerCheckpoint implements Checkpoint {

	private static final double NANOS = 1e9;

	private final Counter saved;

	private final Failures failures;

	private final Times times;

	private volatile long savedAt;

	MicrometerCheckpoint(Instruments instruments, String pipeline) {
		this.failures = instruments.failures();
		this.times = new Times(instruments, Sampler.ALWAYS);
		this.savedAt = this.times.now();
		this.saved = instruments.counter(PipelineMeter.CHECKPOINTS, pipeline);
		instruments.gauge(PipelineMeter.CHECKPOINT_AGE, this, MicrometerCheckpoint::age, pipeline);
	}

	@Override
	public void saved() {
		this.savedAt = this.times.now();
		this.failures.add(this.saved, 1);
	}

	private double age() {
		return (this.times.now() - this.savedAt) / NANOS;
	}

}
