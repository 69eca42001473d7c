package io.sightglass.autoconfigure.pipeline;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is shown of pipelines.
 *
 * @param enabled Whether pipelines are shown.
 * @param sampleRate The share of stage durations and latencies that are recorded, from
 * 0.0 to 1.0; counts are always exact.
 * @param integration What is shown of Spring Integration.
 * @param kafka What is shown of Spring Kafka.
 * @param batch What is shown of Spring Batch.
 */
@ConfigurationProperties("sightglass.pipelines")
public record PipelineProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1.0") double sampleRate,
		@DefaultValue Integration integration, @DefaultValue Kafka kafka, @DefaultValue Batch batch) {

	public PipelineProperties {
		if (!(sampleRate >= 0 && sampleRate <= 1)) {
			throw new IllegalArgumentException(
					"sightglass.pipelines.sample-rate is " + sampleRate + ", but 0.0 to 1.0 is allowed");
		}
	}

	/**
	 * Spring Integration. Each list has patterns of bean names, such as "orders.*".
	 *
	 * @param enabled Whether channels and endpoints are shown.
	 * @param pipeline The name of the pipeline that they form.
	 * @param sources Channels at which records come in.
	 * @param stages Channels whose consumers are stages.
	 * @param endpoints Endpoints that are stages themselves.
	 * @param filtered Channels to which filters discard.
	 * @param sinks Channels at which records go out.
	 * @param buffers Queue channels that are shown as buffers.
	 */
	public record Integration(@DefaultValue("true") boolean enabled, @DefaultValue("integration") String pipeline,
			@DefaultValue List<String> sources, @DefaultValue List<String> stages, @DefaultValue List<String> endpoints,
			@DefaultValue List<String> filtered, @DefaultValue List<String> sinks,
			@DefaultValue("*") List<String> buffers) {
	}

	/**
	 * Spring Kafka.
	 *
	 * @param enabled Whether listener containers are shown.
	 */
	public record Kafka(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Spring Batch.
	 *
	 * @param enabled Whether steps are shown.
	 */
	public record Batch(@DefaultValue("true") boolean enabled) {
	}

}
