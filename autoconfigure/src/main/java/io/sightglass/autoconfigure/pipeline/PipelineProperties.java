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
	 * Spring Integration.
	 *
	 * @param enabled Whether channels and endpoints are shown.
	 * @param pipeline The name of the pipeline that they form.
	 * @param channels Patterns of the bean names of channels; queue channels among them
	 * are shown as buffers.
	 * @param sources Patterns of those of the channels at which messages come in; their
	 * messages count as received.
	 * @param endpoints Patterns of the bean names of endpoints that are stages.
	 * @param sinks Patterns of the bean names of endpoints that are sinks.
	 */
	public record Integration(@DefaultValue("true") boolean enabled, @DefaultValue("integration") String pipeline,
			@DefaultValue("*") List<String> channels, @DefaultValue List<String> sources,
			@DefaultValue("*") List<String> endpoints, @DefaultValue List<String> sinks) {
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
