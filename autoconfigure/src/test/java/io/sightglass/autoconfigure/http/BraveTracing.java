package io.sightglass.autoconfigure.http;

import brave.Tracing;
import brave.handler.SpanHandler;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A real tracer behind Boot's own handlers.
 */
@Configuration(proxyBeanMethods = false)
class BraveTracing {

	@Bean(destroyMethod = "close")
	Tracing tracing(SpanHandler handler) {
		return Tracing.newBuilder().addSpanHandler(handler).build();
	}

	@Bean
	BraveTracer tracer(Tracing tracing) {
		return new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext()),
				new BraveBaggageManager());
	}

	@Bean
	BravePropagator propagator(Tracing tracing) {
		return new BravePropagator(tracing);
	}

}
