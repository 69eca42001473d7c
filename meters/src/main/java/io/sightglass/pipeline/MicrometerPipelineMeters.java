package io.sightglass.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;

/**
 * The pipelines of a registry.
 */
final class MicrometerPipelineMeters implements PipelineMeters {

	private final Instruments instruments;

	private final Handles<Pipeline> pipelines;

	private final AtomicBoolean shown = new AtomicBoolean();

	MicrometerPipelineMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		Function<String, Pipeline> maker = (name) -> make(sampler, name);
		this.pipelines = new Handles<>(instruments, PipelineMeter.RECORDS_RECEIVED, "pipeline", maker, Pipeline.NONE);
	}

	// An application without pipelines does not show that it has none. The registry would
	// warn of a second gauge.
	private Pipeline make(Sampler sampler, String name) {
		if (this.shown.compareAndSet(false, true)) {
			this.instruments.failures()
				.guard(PipelineMeter.REGISTERED.getName(),
						() -> this.instruments.gauge(PipelineMeter.REGISTERED, this.pipelines, Handles::size));
		}
		return new MicrometerPipeline(this.instruments, sampler, name);
	}

	@Override
	public Pipeline pipeline(String name) {
		return this.pipelines.get(name);
	}

	@Override
	public String toString() {
		return "Pipelines of " + this.instruments.registry();
	}

}
