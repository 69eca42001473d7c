package io.sightglass.autoconfigure.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose scrape goes on without the families that fail. Micrometer reads
 * function counters, function timers and custom meters unguarded, and the original
 * registry answers with an error for all as soon as one of them throws.
 */
final class GuardedPrometheusRegistry extends PrometheusRegistry {

	private final Consumer<Throwable> failures;

	private final Map<Collector, GuardedCollector> single = new ConcurrentHashMap<>();

	private final Map<MultiCollector, GuardedMultiCollector> multi = new ConcurrentHashMap<>();

	GuardedPrometheusRegistry(Consumer<Throwable> failures) {
		this.failures = failures;
	}

	@Override
	public void register(Collector collector) {
		super.register(this.single.computeIfAbsent(collector, (own) -> new GuardedCollector(own, this.failures)));
	}

	@Override
	public void register(MultiCollector collector) {
		super.register(this.multi.computeIfAbsent(collector, (own) -> new GuardedMultiCollector(own, this.failures)));
	}

	@Override
	public void unregister(Collector collector) {
		GuardedCollector guarded = this.single.remove(collector);
		super.unregister((guarded != null) ? guarded : collector);
	}

	@Override
	public void unregister(MultiCollector collector) {
		GuardedMultiCollector guarded = this.multi.remove(collector);
		super.unregister((guarded != null) ? guarded : collector);
	}

	@Override
	public void clear() {
		super.clear();
		this.single.clear();
		this.multi.clear();
	}

	@Override
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		try {
			return super.scrape(request);
		}
		catch (RuntimeException ex) {
			this.failures.accept(ex);
			return withoutConflicts((name) -> true);
		}
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows both to be null.
	public MetricSnapshots scrape(@Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
		try {
			return super.scrape(names, request);
		}
		catch (RuntimeException ex) {
			this.failures.accept(ex);
			return withoutConflicts((names != null) ? names : (name) -> true);
		}
	}

	// Two families with one name and different types: the first one is shown.
	private MetricSnapshots withoutConflicts(Predicate<String> names) {
		List<MetricSnapshot> all = new ArrayList<>();
		this.single.values().forEach((collector) -> {
			MetricSnapshot snapshot = collector.collect();
			if (snapshot != null) {
				all.add(snapshot);
			}
		});
		this.multi.values().forEach((collector) -> collector.collect().forEach(all::add));
		Map<String, Class<?>> types = new HashMap<>();
		all.removeIf((snapshot) -> {
			String name = snapshot.getMetadata().getPrometheusName();
			Class<?> first = types.putIfAbsent(name, snapshot.getClass());
			return !names.test(name) || (first != null && first != snapshot.getClass());
		});
		return new MetricSnapshots(all);
	}

}
