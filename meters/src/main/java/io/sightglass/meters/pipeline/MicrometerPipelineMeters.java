package io.sightglass.meters.pipeline;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;

/**
 * The pipelines of a registry.
 */
final class MicrometerPipelineMeters implements PipelineMeters {

	private final Instruments instruments;

	private final NamedHandles<Pipeline> pipelines;

	private final AtomicBoolean shown = new AtomicBoolean();

	MicrometerPipelineMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		Objects.requireNonNull(sampler, "sampler");
		Function<String, Pipeline> maker = (name) -> make(sampler, name);
		this.pipelines = new NamedHandles<>(instruments, PipelineMeter.RECORDS_RECEIVED, "pipeline", maker,
				Pipeline.NONE);
	}

	// An application without pipelines does not show that it has none. The registry would
	// warn of a second gauge.
	private Pipeline make(Sampler sampler, String name) {
		if (this.shown.compareAndSet(false, true)) {
			this.instruments.failures()
				.guard(PipelineMeter.REGISTERED.getName(),
						() -> this.instruments.gauge(PipelineMeter.REGISTERED, this.pipelines, NamedHandles::size));
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
