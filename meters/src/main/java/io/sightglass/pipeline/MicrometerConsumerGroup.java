package io.sightglass.pipeline;

import io.micrometer.core.instrument.Counter;
import io.sightglass.registry.Instruments;

/**
 * A consumer group of a registry.
 */
final class MicrometerConsumerGroup implements ConsumerGroup {

	private final Counter rebalances;

	MicrometerConsumerGroup(Instruments instruments, String pipeline, String name) {
		this.rebalances = instruments.counter(PipelineMeter.REBALANCES, pipeline, name);
	}

	@Override
	public void rebalanced() {
		this.rebalances.increment();
	}

}
