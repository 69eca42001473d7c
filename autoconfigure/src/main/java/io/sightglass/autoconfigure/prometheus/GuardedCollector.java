package io.sightglass.autoconfigure.prometheus;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricFamilyDescriptor;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A collector that has nothing to say where the original throws.
 */
@SuppressWarnings("NullAway") // Nothing to say is null, which a scrape leaves out.
final class GuardedCollector implements Collector {

	private final Collector collector;

	private final Consumer<Throwable> failures;

	GuardedCollector(Collector collector, Consumer<Throwable> failures) {
		this.collector = collector;
		this.failures = failures;
	}

	@Override
	public @Nullable MetricSnapshot collect() {
		return guarded(this.collector::collect);
	}

	@Override
	public @Nullable MetricSnapshot collect(PrometheusScrapeRequest request) {
		return guarded(() -> this.collector.collect(request));
	}

	@Override
	public @Nullable MetricSnapshot collect(Predicate<String> names) {
		return guarded(() -> this.collector.collect(names));
	}

	@Override
	public @Nullable MetricSnapshot collect(Predicate<String> names, PrometheusScrapeRequest request) {
		return guarded(() -> this.collector.collect(names, request));
	}

	@Override
	public @Nullable MetricFamilyDescriptor getMetricFamilyDescriptor() {
		return this.collector.getMetricFamilyDescriptor();
	}

	@Override
	@Deprecated
	@SuppressWarnings("deprecation")
	public @Nullable String getPrometheusName() {
		return this.collector.getPrometheusName();
	}

	private @Nullable MetricSnapshot guarded(Supplier<@Nullable MetricSnapshot> collect) {
		try {
			return collect.get();
		}
		catch (Exception | StackOverflowError | LinkageError ex) {
			this.failures.accept(ex);
			return null;
		}
	}

}
