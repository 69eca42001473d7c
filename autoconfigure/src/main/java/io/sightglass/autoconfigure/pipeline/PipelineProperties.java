package io.sightglass.autoconfigure.pipeline;

import java.util.List;

import io.sightglass.autoconfigure.WrongPropertyException;
import io.sightglass.instrumentation.internal.integration.IntegrationPipeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pipelines: sources, stages, buffers and sinks of records.
 *
 * @param enabled Whether pipelines are measured.
 * @param sampleRate The share of stage durations and latencies that are recorded, from
 * 0.0 to 1.0; counts are always exact.
 * @param integration Spring Integration.
 * @param kafka Spring Kafka.
 * @param batch Spring Batch.
 */
@ConfigurationProperties("sightglass.pipelines")
public record PipelineProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1.0") double sampleRate,
		@DefaultValue Integration integration, @DefaultValue Kafka kafka, @DefaultValue Batch batch) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether pipelines are measured
	 * @param sampleRate the share of durations and latencies that is recorded
	 * @param integration which parts of Spring Integration are measured
	 * @param kafka whether Spring Kafka is measured
	 * @param batch whether Spring Batch is measured
	 * @throws WrongPropertyException if the rate is not from 0.0 to 1.0
	 */
	public PipelineProperties {
		if (!(sampleRate >= 0 && sampleRate <= 1)) {
			throw new WrongPropertyException(
					"sightglass.pipelines.sample-rate is " + sampleRate + ", but 0.0 to 1.0 is allowed");
		}
	}

	/**
	 * Spring Integration. Each list has patterns of bean names, such as "orders.*".
	 *
	 * @param enabled Whether channels and endpoints of Spring Integration are measured.
	 * @param pipeline The name of the pipeline that the channels and endpoints form.
	 * @param sources Channels at which records enter the pipeline.
	 * @param stages Channels whose consumers are stages of the pipeline.
	 * @param endpoints Endpoints that are stages of the pipeline.
	 * @param filtered Discard channels: what filters send there counts as filtered.
	 * @param sinks Channels at which records leave the pipeline.
	 * @param buffers Queue channels whose fill level is shown.
	 */
	public record Integration(@DefaultValue("true") boolean enabled, @DefaultValue("integration") String pipeline,
			@DefaultValue List<String> sources, @DefaultValue List<String> stages, @DefaultValue List<String> endpoints,
			@DefaultValue List<String> filtered, @DefaultValue List<String> sinks,
			@DefaultValue("*") List<String> buffers) {

		IntegrationPipeline toPipeline() {
			return new IntegrationPipeline(this.pipeline, this.sources, this.stages, this.endpoints, this.filtered,
					this.sinks, this.buffers);
		}

	}

	/**
	 * Spring Kafka.
	 *
	 * @param enabled Whether the listener containers of Spring Kafka are measured.
	 */
	public record Kafka(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Spring Batch.
	 *
	 * @param enabled Whether the steps of Spring Batch are measured.
	 */
	public record Batch(@DefaultValue("true") boolean enabled) {
	}

}
