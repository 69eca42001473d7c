package io.sightglass.autoconfigure.prometheus;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.prometheus.metrics.model.registry.MetricFamilyDescriptor;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * A collector of families that has none where the original throws.
 */
final class GuardedMultiCollector implements MultiCollector {

	private final MultiCollector collector;

	private final Consumer<Throwable> failures;

	GuardedMultiCollector(MultiCollector collector, Consumer<Throwable> failures) {
		this.collector = collector;
		this.failures = failures;
	}

	@Override
	public MetricSnapshots collect() {
		return guarded(this.collector::collect);
	}

	@Override
	public MetricSnapshots collect(PrometheusScrapeRequest request) {
		return guarded(() -> this.collector.collect(request));
	}

	@Override
	public MetricSnapshots collect(Predicate<String> names) {
		return guarded(() -> this.collector.collect(names));
	}

	@Override
	public MetricSnapshots collect(Predicate<String> names, PrometheusScrapeRequest request) {
		return guarded(() -> this.collector.collect(names, request));
	}

	@Override
	public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
		return this.collector.getMetricFamilyDescriptors();
	}

	@Override
	@Deprecated
	@SuppressWarnings("deprecation")
	public List<String> getPrometheusNames() {
		return this.collector.getPrometheusNames();
	}

	private MetricSnapshots guarded(Supplier<MetricSnapshots> collect) {
		try {
			return collect.get();
		}
		catch (Exception | StackOverflowError | LinkageError ex) {
			this.failures.accept(ex);
			return new MetricSnapshots();
		}
	}

}
