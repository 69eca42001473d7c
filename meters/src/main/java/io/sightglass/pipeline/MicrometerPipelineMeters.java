package io.sightglass.pipeline;

import java.util.function.Function;

import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;

/**
 * The pipelines of a registry.
 */
final class MicrometerPipelineMeters implements PipelineMeters {

	private final Instruments instruments;

	private final Handles<Pipeline> pipelines;

	MicrometerPipelineMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		Function<String, Pipeline> maker = (name) -> new MicrometerPipeline(instruments, sampler, name);
		this.pipelines = new Handles<>(instruments, "pipeline", maker, Pipeline.NONE);
		instruments.failures()
			.guard(PipelineMeter.REGISTERED.getName(),
					() -> instruments.gauge(PipelineMeter.REGISTERED, this.pipelines, Handles::size));
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
