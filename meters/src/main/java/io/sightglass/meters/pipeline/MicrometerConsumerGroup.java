package io.sightglass.meters.pipeline;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.failure.Failures;

/**
 * A consumer group of a registry.
 */
final class MicrometerConsumerGroup implements ConsumerGroup {

	private final Failures failures;

	private final Counter rebalances;

	MicrometerConsumerGroup(Instruments instruments, String pipeline, String name) {
		this.failures = instruments.failures();
		this.rebalances = instruments.counter(PipelineMeter.REBALANCES, pipeline, name);
	}

	@Override
	public void rebalanced() {
		this.failures.add(this.rebalances, 1);
	}

}
