package io.sightglass.pipeline;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.Instruments;

/**
 * A checkpoint of a registry. Its age is monotonic: a clock that is set makes none older.
 */
final class MicrometerCheckpoint implements Checkpoint {

	private static final double NANOS = 1e9;

	private final Counter saved;

	private final Clock clock;

	private volatile long savedAt;

	MicrometerCheckpoint(Instruments instruments, String pipeline) {
		this.clock = instruments.registry().config().clock();
		this.savedAt = this.clock.monotonicTime();
		this.saved = instruments.counter(PipelineMeter.CHECKPOINTS, pipeline);
		instruments.gauge(PipelineMeter.CHECKPOINT_AGE, this, MicrometerCheckpoint::age, pipeline);
	}

	@Override
	public void saved() {
		this.saved.increment();
		this.savedAt = this.clock.monotonicTime();
	}

	private double age() {
		return (this.clock.monotonicTime() - this.savedAt) / NANOS;
	}

}
