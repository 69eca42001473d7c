package io.sightglass.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.config.ExemplarsProperties;
import io.prometheus.metrics.config.PrometheusPropertiesLoader;
import io.prometheus.metrics.core.exemplars.ExemplarSampler;
import io.prometheus.metrics.core.exemplars.ExemplarSamplerConfig;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.SafeSpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The client library's samplers of exemplars, one a counter and one a distribution: which
 * spans become exemplars, and for how long, it says and its properties.
 */
final class ExemplarSamplers {

	private final SpanContext spans;

	private final ExemplarsProperties properties;

	private final ExemplarSamplerConfig single;

	private final Map<Bounds, ExemplarSamplerConfig> ofBounds = new ConcurrentHashMap<>();

	private ExemplarSamplers(SpanContext spans, ExemplarsProperties properties) {
		this.spans = spans;
		this.properties = properties;
		this.single = new ExemplarSamplerConfig(properties, 1);
	}

	/**
	 * Samplers of the spans of a tracer.
	 * @param config what has the client library's properties
	 * @param spans the tracer's current span; nothing without tracing
	 * @param failures counts what the tracer throws
	 * @return the samplers, nothing without tracing
	 */
	static @Nullable ExemplarSamplers of(PrometheusConfig config, @Nullable SpanContext spans, Failures failures) {
		return (spans == null) ? null
				: new ExemplarSamplers(new SafeSpanContext(spans, failures),
						((config.prometheusProperties() != null)
								? PrometheusPropertiesLoader.load(config.prometheusProperties())
								: PrometheusPropertiesLoader.load())
							.getExemplarProperties());
	}

	ExemplarSampler single() {
		return new ExemplarSampler(this.single, this.spans);
	}

	ExemplarSampler of(Bounds bounds) {
		return (bounds.buckets() == 1) ? single() : new ExemplarSampler(this.ofBounds.computeIfAbsent(bounds,
				(key) -> new ExemplarSamplerConfig(this.properties, key.withInfinity())), this.spans);
	}

	/**
	 * Takes the current span for an exemplar, if it is its turn.
	 * @param sampler a meter's sampler, if there is tracing
	 * @param value what the meter records
	 */
	static void observe(@Nullable ExemplarSampler sampler, double value) {
		if (sampler == null) {
			return;
		}
		try {
			sampler.observe(value);
		}
		catch (Throwable ex) {
			// The value counts without its span. A sampler has no memory to make one, or
			// no
			// thread.
		}
	}

	static Exemplars exemplars(@Nullable ExemplarSampler sampler) {
		return (sampler != null) ? sampler.collect() : Exemplars.EMPTY;
	}

}
