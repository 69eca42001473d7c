package io.sightglass.registry.internal.scrape;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.failure.CircuitBreaker;
import org.jspecify.annotations.Nullable;

/**
 * Several families, none of which has anything to say while an earlier scrape hangs in
 * them. Micrometer has one of these a meter name.
 */
@SuppressWarnings("NullAway") // The original allows nulls, which it does not say.
final class SafeMultiCollector implements MultiCollector {

	private final MultiCollector collector;

	private final CircuitBreaker breaker;

	private final Consumer<Throwable> failures;

	private volatile @Nullable Family family;

	// Micrometer's collectors tell their names only by what they collect.
	private volatile String name = "a meter that was never read";

	SafeMultiCollector(MultiCollector collector, CircuitBreaker breaker, Consumer<Throwable> failures) {
		this.collector = collector;
		this.breaker = breaker;
		this.failures = failures;
	}

	MultiCollector original() {
		return this.collector;
	}

	/**
	 * The meters in this collector.
	 * @return nothing if they are not known
	 */
	@Nullable Family family() {
		return this.family;
	}

	void family(Family known) {
		this.family = known;
	}

	/**
	 * A collector of some of the meters.
	 * @param ids their ids
	 * @return nothing where only all can be collected
	 */
	@Nullable SafeMultiCollector sample(Set<Meter.Id> ids) {
		MultiCollector some = (this.collector instanceof Sampled sampled) ? sampled.sample(ids) : null;
		return (some != null) ? new SafeMultiCollector(some, this.breaker, this.failures) : null;
	}

	private MetricSnapshots watched(Supplier<MetricSnapshots> collect) {
		MetricSnapshots snapshots = enter(collect);
		if (snapshots == null) {
			return MetricSnapshots.of();
		}
		if (snapshots.size() > 0) {
			this.name = snapshots.get(0).getMetadata().getPrometheusName();
		}
		return snapshots;
	}

	/**
	 * Reads the meters, unless an earlier scrape hangs in them.
	 * @param <T> what is read
	 * @param read reads it
	 * @return what was read, or nothing
	 */
	<T> @Nullable T enter(Supplier<T> read) {
		if (!this.breaker.enter()) {
			this.failures.accept(this.breaker.hanging("The collector of " + this.name));
			return null;
		}
		try {
			return read.get();
		}
		finally {
			this.breaker.leave();
		}
	}

	@Override
	public MetricSnapshots collect() {
		return watched(this.collector::collect);
	}

	@Override
	public MetricSnapshots collect(PrometheusScrapeRequest request) {
		return watched(() -> this.collector.collect(request));
	}

	@Override
	public MetricSnapshots collect(Predicate<String> names) {
		return watched(() -> this.collector.collect(names));
	}

	@Override
	public MetricSnapshots collect(Predicate<String> names, PrometheusScrapeRequest request) {
		return watched(() -> this.collector.collect(names, request));
	}

	@Override
	public List<String> getPrometheusNames() {
		return this.collector.getPrometheusNames();
	}

	@Override
	public MetricType getMetricType(String name) {
		return this.collector.getMetricType(name);
	}

	@Override
	public Set<String> getLabelNames(String name) {
		return this.collector.getLabelNames(name);
	}

	@Override
	public MetricMetadata getMetadata(String name) {
		return this.collector.getMetadata(name);
	}

}
