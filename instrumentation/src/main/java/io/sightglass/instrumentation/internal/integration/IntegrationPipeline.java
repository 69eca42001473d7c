package io.sightglass.instrumentation.internal.integration;

import java.util.List;

/**
 * Which parts of Spring Integration form a pipeline, by patterns of their bean names.
 *
 * @param name its name
 * @param sources channels at which records enter
 * @param stages channels whose consumers are stages
 * @param endpoints endpoints that are stages
 * @param filtered discard channels
 * @param sinks channels at which records leave
 * @param buffers queue channels whose fill level is shown
 */
public record IntegrationPipeline(String name, List<String> sources, List<String> stages, List<String> endpoints,
		List<String> filtered, List<String> sinks, List<String> buffers) {

}
