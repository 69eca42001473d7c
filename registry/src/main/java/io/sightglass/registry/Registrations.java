package io.sightglass.registry;

import java.util.function.Predicate;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Where Micrometer registers its collectors: the application's Prometheus registry, in
 * which a collector of ours takes the place of Micrometer's where we have one.
 */
@SuppressWarnings("NullAway") // The original allows nulls, which it does not say.
final class Registrations extends PrometheusRegistry {

	private final PrometheusRegistry registry;

	private @Nullable StripedFamily next;

	Registrations(PrometheusRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Registers a family of ours around the next collector. Micrometer registers meters
	 * one at a time.
	 * @param family the family; nothing to let Micrometer's pass
	 */
	void replaceNext(@Nullable StripedFamily family) {
		this.next = family;
	}

	PrometheusRegistry registry() {
		return this.registry;
	}

	@Override
	public void register(MultiCollector collector) {
		StripedFamily ours = this.next;
		if (ours == null) {
			this.registry.register(collector);
		}
		else if (ours.surround(collector)) {
			this.registry.register(ours);
		}
	}

	@Override
	public void unregister(MultiCollector collector) {
		this.registry.unregister(collector);
	}

	@Override
	public void register(Collector collector) {
		this.registry.register(collector);
	}

	@Override
	public void unregister(Collector collector) {
		this.registry.unregister(collector);
	}

	@Override
	public void clear() {
		this.registry.clear();
	}

	@Override
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		return this.registry.scrape(request);
	}

	@Override
	public MetricSnapshots scrape(@Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
		return this.registry.scrape(names, request);
	}

}
