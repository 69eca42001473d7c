package io.sightglass.registry.internal.scrape;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sightglass.registry.failure.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/**
 * A collector that has nothing to say while an earlier scrape hangs in it.
 */
@SuppressWarnings("NullAway") // The original allows nulls, which it does not say.
final class SafeCollector implements Collector {

	private final Collector collector;

	private final CircuitBreaker breaker;

	private final Consumer<Throwable> failures;

	SafeCollector(Collector collector, CircuitBreaker breaker, Consumer<Throwable> failures) {
		this.collector = collector;
		this.breaker = breaker;
		this.failures = failures;
	}

	Collector original() {
		return this.collector;
	}

	private @Nullable MetricSnapshot watched(Supplier<MetricSnapshot> collect) {
		if (!this.breaker.enter()) {
			this.failures.accept(this.breaker.hanging("The collector " + getPrometheusName()));
			return null;
		}
		try {
			return collect.get();
		}
		finally {
			this.breaker.leave();
		}
	}

	@Override
	public @Nullable MetricSnapshot collect() {
		return watched(this.collector::collect);
	}

	@Override
	public @Nullable MetricSnapshot collect(PrometheusScrapeRequest request) {
		return watched(() -> this.collector.collect(request));
	}

	@Override
	public @Nullable MetricSnapshot collect(Predicate<String> names) {
		return watched(() -> this.collector.collect(names));
	}

	@Override
	public @Nullable MetricSnapshot collect(Predicate<String> names, PrometheusScrapeRequest request) {
		return watched(() -> this.collector.collect(names, request));
	}

	@Override
	public String getPrometheusName() {
		return this.collector.getPrometheusName();
	}

	@Override
	public MetricType getMetricType() {
		return this.collector.getMetricType();
	}

	@Override
	public Set<String> getLabelNames() {
		return this.collector.getLabelNames();
	}

	@Override
	public MetricMetadata getMetadata() {
		return this.collector.getMetadata();
	}

}
