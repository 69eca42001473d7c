package io.sightglass.instrumentation.faults;

import java.time.Instant;
import java.util.Locale;

import io.micrometer.common.KeyValues;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.Reason;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.StageStep;
import io.sightglass.meters.transport.TransportMeters;

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
		this.connections = ConnectionMeters.in(instruments, Sampler.ALWAYS);
		this.transport = TransportMeters.in(instruments, Sampler.ALWAYS);
		this.pipelines = PipelineMeters.in(instruments, Sampler.ALWAYS);
		this.llm = LlmMeters.in(instruments, PriceBook.shipped());
		this.http = HttpMeters.in(instruments, Sampler.ALWAYS);
		this.endpoint = this.connections.endpoint("held", "tcp", Role.SERVER);
		this.pipeline = this.pipelines.pipeline("held");
	}

	void once(String name) {
		try (OpenConnection connection = this.endpoint.opened();
				OpenConnection other = this.connections.endpoint(name, "tcp", Role.CLIENT).opened()) {
			other.closedFor(Reason.TIMEOUT);
			this.transport.endpoint(name, "tcp", Role.SERVER).sent(100);
			connection.closedFor(Reason.CLOSED);
		}
		step(this.pipeline);
		step(this.pipelines.pipeline(name));
		LlmCall call = this.llm.start("openai", "gpt-4o", "chat");
		call.firstToken();
		call.usage(10, 10, 0, 0, 0);
		call.done();
		HttpExchange exchange = this.http.start();
		exchange.answered("http.server.requests", KeyValues.of("exception", "none", "method", "GET", "outcome",
				"SUCCESS", "status", "200", "uri", "/" + name.toLowerCase(Locale.ROOT)), "none");
		exchange.transferred(10, 20);
	}

	private static void step(Pipeline pipeline) {
		pipeline.source("in").received();
		try (StageStep step = pipeline.stage("work").start()) {
			step.done();
		}
		pipeline.sink("out").delivered();
		pipeline.latencySince(Instant.now());
		pipeline.checkpoint().saved();
	}

}
