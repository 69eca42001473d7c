package io.sightglass.autoconfigure.pipeline;

import java.util.List;

import io.sightglass.instrumentation.internal.integration.IntegrationPipeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Spring Integration as a pipeline. Each list has patterns of bean names, such as
 * "orders.*".
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
@ConfigurationProperties("sightglass.integration")
public record IntegrationProperties(@DefaultValue("true") boolean enabled, @DefaultValue("integration") String pipeline,
		@DefaultValue List<String> sources, @DefaultValue List<String> stages, @DefaultValue List<String> endpoints,
		@DefaultValue List<String> filtered, @DefaultValue List<String> sinks,
		@DefaultValue("*") List<String> buffers) {

	IntegrationPipeline toPipeline() {
		return new IntegrationPipeline(this.pipeline, this.sources, this.stages, this.endpoints, this.filtered,
				this.sinks, this.buffers);
	}

}
