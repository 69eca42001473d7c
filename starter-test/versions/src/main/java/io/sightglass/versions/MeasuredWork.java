package io.sightglass.versions;

import io.sightglass.connection.Reason;
import io.sightglass.endpoint.Endpoints;
import io.sightglass.endpoint.MeteredEndpoint;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.TokenUsage;
import io.sightglass.pipeline.Pipeline;
import io.sightglass.pipeline.PipelineMeters;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.stereotype.Component;

/**
 * What the application measures itself, where Sightglass is there.
 */
@Component
@ConditionalOnClass(name = "io.sightglass.endpoint.Endpoints")
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
		uplink.connections().opened().close(Reason.CLOSED);
		uplink.transport().sent(100);
		Pipeline own = this.pipelines.pipeline("own");
		own.source("shop").received(1);
		own.sink("warehouse").delivered(1);
		try (LlmCall call = this.models.call("openai", "gpt-5-mini", "chat")) {
			call.usage(TokenUsage.inclusive(100, 10, 0, 0, 0));
			call.success();
		}
		this.parcels.sent();
	}

}
