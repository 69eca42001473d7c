package io.sightglass.versions;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.stereotype.Component;

/**
 * What the application measures itself, where Sightglass is there.
 */
@Component
@ConditionalOnClass(name = "io.sightglass.instrumentation.endpoint.Endpoints")
class MeasuredWork implements ApplicationRunner {

	private final Endpoints endpoints;

	private final PipelineMeters pipelines;

	private final LlmMeters models;

	private final ParcelMeters parcels;

	MeasuredWork(Endpoints endpoints, PipelineMeters pipelines, LlmMeters models, ParcelMeters parcels) {
		this.endpoints = endpoints;
		this.pipelines = pipelines;
		this.models = models;
		this.parcels = parcels;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		MeteredEndpoint uplink = this.endpoints.client("uplink", "udp");
		uplink.connections().opened().done();
		uplink.transport().sent(100);
		Pipeline own = this.pipelines.pipeline("own");
		own.source("shop").received(1);
		own.sink("warehouse").delivered(1);
		LlmCall call = this.models.start("openai", "gpt-5-mini", "chat");
		call.usage(LlmUsage.inclusive(100, 10, 0, 0, 0));
		call.done();
		this.parcels.sent();
	}

}
