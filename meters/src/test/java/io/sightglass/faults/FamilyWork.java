package io.sightglass.faults;

import java.util.Locale;

import io.micrometer.common.KeyValues;
import io.sightglass.connection.Connection;
import io.sightglass.connection.ConnectionMeters;
import io.sightglass.connection.Reason;
import io.sightglass.http.HttpExchange;
import io.sightglass.http.HttpMeters;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.price.PriceTable;
import io.sightglass.pipeline.Pipeline;
import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.pipeline.Step;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import io.sightglass.tag.Role;
import io.sightglass.transport.TransportMeters;

/**
 * A little of every family's work, with handles that are held and handles that are new.
 */
final class FamilyWork {

	private final ConnectionMeters connections;

	private final TransportMeters transport;

	private final PipelineMeters pipelines;

	private final LlmMeters llm;

	private final HttpMeters http;

	private final ConnectionMeters.Endpoint endpoint;

	private final Pipeline pipeline;

	FamilyWork(Instruments instruments) {
		this.connections = ConnectionMeters.of(instruments, Sampler.ALWAYS);
		this.transport = TransportMeters.of(instruments, Sampler.ALWAYS);
		this.pipelines = PipelineMeters.of(instruments, Sampler.ALWAYS);
		this.llm = LlmMeters.of(instruments, PriceTable.shipped());
		this.http = HttpMeters.of(instruments, Sampler.ALWAYS);
		this.endpoint = this.connections.endpoint("held", "tcp", Role.SERVER);
		this.pipeline = this.pipelines.pipeline("held");
	}

	void once(String name) {
		try (Connection connection = this.endpoint.opened();
				Connection other = this.connections.endpoint(name, "tcp", Role.CLIENT).opened()) {
			other.close(Reason.TIMEOUT);
			this.transport.endpoint(name, "tcp", Role.SERVER).sent(100);
			connection.close(Reason.CLOSED);
		}
		step(this.pipeline);
		step(this.pipelines.pipeline(name));
		LlmCall call = this.llm.call("openai", "gpt-4o", "chat");
		call.firstToken();
		call.usage(10, 10, 0, 0, 0);
		call.success();
		HttpExchange exchange = this.http.begin();
		exchange.answered("http.server.requests", KeyValues.of("exception", "none", "method", "GET", "outcome",
				"SUCCESS", "status", "200", "uri", "/" + name.toLowerCase(Locale.ROOT)), "none");
		exchange.transferred(10, 20);
	}

	private static void step(Pipeline pipeline) {
		pipeline.source("in").received();
		try (Step step = pipeline.stage("work").start()) {
			step.done();
		}
		pipeline.sink("out").delivered();
		pipeline.latencySince(System.currentTimeMillis());
		pipeline.checkpoint().saved();
	}

}
