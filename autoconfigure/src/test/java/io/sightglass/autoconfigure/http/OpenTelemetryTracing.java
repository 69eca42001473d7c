package io.sightglass.autoconfigure.http;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * OpenTelemetry's SDK in the place of Brave, behind Boot's own handlers.
 */
@Configuration(proxyBeanMethods = false)
class OpenTelemetryTracing {

	@Bean
	Spans spans() {
		return new Spans();
	}

	@Bean
	SdkTracerProvider tracerProvider(Spans spans) {
		return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
	}

	@Bean
	Tracer openTelemetryTracer(SdkTracerProvider provider) {
		return provider.get("test");
	}

	@Bean
	@Primary
	OtelTracer otelTracer(Tracer tracer) {
		return new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
		});
	}

	@Bean
	@Primary
	OtelPropagator otelPropagator(Tracer tracer) {
		return new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
	}

	/**
	 * What was exported.
	 */
	static final class Spans implements SpanExporter {

		private final List<String> traces = new CopyOnWriteArrayList<>();

		List<String> traces() {
			return this.traces;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			spans.forEach((span) -> this.traces.add(span.getTraceId() + " " + span.getSpanId()));
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
