package io.sightglass.meters.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.PerRegistry;

/**
 * Pipelines by name. A pipeline is looked up once and held; the same name gives the same
 * one.
 *
 * <pre>
 * pipelines_registered 2.0
 * pipeline_records_received_total{pipeline="orders",source="shop"} 1000.0
 * pipeline_records_processed_total{outcome="filtered",pipeline="orders",stage="enrich"} 20.0
 * </pre>
 */
public interface PipelineMeters {

	/** Records nothing. */
	PipelineMeters NONE = new PipelineMeters() {
	};

	/**
	 * The pipeline of a name.
	 * @param name its name; beyond a hundred pipelines, all further ones are "other"
	 * @return the pipeline
	 */
	default Pipeline pipeline(String name) {
		return Pipeline.NONE;
	}

	/**
	 * The pipelines of a registry, under the catalogue's own names; those that there are
	 * already, where there are.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static PipelineMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, PipelineMeters.class,
				() -> new MicrometerPipelineMeters(new Instruments(registry), Sampler.ALWAYS));
	}

	/**
	 * Pipelines that record through instruments.
	 * @param instruments where meters come from
	 * @param sampler which durations and latencies are recorded; counts always are
	 * @return the pipelines
	 */
	static PipelineMeters in(Instruments instruments, Sampler sampler) {
		return PerRegistry.offer(instruments.registry(), PipelineMeters.class,
				new MicrometerPipelineMeters(instruments, sampler));
	}

}
