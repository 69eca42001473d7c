package io.sightglass.autoconfigure.pipeline;

import io.sightglass.autoconfigure.SampleRate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Pipelines: sources, stages, buffers and sinks of records.
 *
 * @param enabled Whether pipelines are measured.
 * @param sampleRate The share of stage durations and latencies that are recorded, from
 * 0.0 to 1.0, or auto for as many as load allows; counts are always exact.
 */
@ConfigurationProperties("sightglass.pipelines")
public record PipelineProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1") SampleRate sampleRate) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether pipelines are measured
	 * @param sampleRate the share of durations and latencies that is recorded
	 * @throws InvalidConfigurationPropertyValueException if the rate is not from 0.0 to
	 * 1.0 or auto
	 */
	public PipelineProperties {
		sampleRate.check("sightglass.pipelines.sample-rate");
	}

}
