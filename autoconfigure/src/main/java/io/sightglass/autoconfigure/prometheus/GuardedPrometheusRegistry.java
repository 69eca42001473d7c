package io.sightglass.autoconfigure.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightglass.registry.Turnstile;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose scrape goes on without the families that fail. Micrometer reads
 * function counters, function timers and custom meters unguarded, and the original
 * registry answers with an error for all as soon as one of them throws. Only then are the
 * collectors asked again, one by one.
 */
final class GuardedPrometheusRegistry extends PrometheusRegistry {

	private final Consumer<Throwable> failures;

	private final Duration patience;

	private final Map<Collector, WatchedCollector> single = new ConcurrentHashMap<>();

	private final Map<MultiCollector, WatchedMultiCollector> multi = new ConcurrentHashMap<>();

	GuardedPrometheusRegistry(Consumer<Throwable> failures) {
		this(failures, Turnstile.PATIENCE);
	}

	GuardedPrometheusRegistry(Consumer<Throwable> failures, Duration patience) {
		this.failures = failures;
		this.patience = patience;
	}

	@Override
	public void register(Collector collector) {
		WatchedCollector watched = new WatchedCollector(collector, new Turnstile(this.patience), this.failures);
		super.register(watched);
		this.single.put(collector, watched);
	}

	@Override
	public void register(MultiCollector collector) {
		WatchedMultiCollector watched = new WatchedMultiCollector(collector, new Turnstile(this.patience),
				this.failures);
		super.register(watched);
		this.multi.put(collector, watched);
	}

	@Override
	public void unregister(Collector collector) {
		WatchedCollector watched = this.single.remove(collector);
		super.unregister((watched != null) ? watched : collector);
	}

	@Override
	public void unregister(MultiCollector collector) {
		WatchedMultiCollector watched = this.multi.remove(collector);
		super.unregister((watched != null) ? watched : collector);
	}

	@Override
	public void clear() {
		super.clear();
		this.single.clear();
		this.multi.clear();
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows a request that is null.
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		try {
			return super.scrape(request);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			return oneByOne(request, (name) -> true);
		}
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows both to be null.
	public MetricSnapshots scrape(@Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
		try {
			return super.scrape(names, request);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			return oneByOne(request, (names != null) ? names : (name) -> true);
		}
	}

	private MetricSnapshots oneByOne(@Nullable PrometheusScrapeRequest request, Predicate<String> names) {
		Map<String, List<MetricSnapshot>> families = new HashMap<>();
		Consumer<@Nullable MetricSnapshot> add = (snapshot) -> {
			if (snapshot != null && names.test(snapshot.getMetadata().getPrometheusName())) {
				families.computeIfAbsent(snapshot.getMetadata().getPrometheusName(), (name) -> new ArrayList<>())
					.add(snapshot);
			}
		};
		this.single.values()
			.forEach((one) -> add.accept(guarded(() -> (request != null) ? one.collect(request) : one.collect())));
		for (MultiCollector several : this.multi.values()) {
			MetricSnapshots snapshots = guarded(() -> (request != null) ? several.collect(request) : several.collect());
			if (snapshots != null) {
				snapshots.forEach(add);
			}
		}
		return withoutConflicts(families);
	}

	// Of families with one name and different types, the first one is shown.
	private MetricSnapshots withoutConflicts(Map<String, List<MetricSnapshot>> families) {
		List<MetricSnapshot> kept = new ArrayList<>();
		families.forEach((name, snapshots) -> {
			if (guarded(() -> new MetricSnapshots(snapshots)) != null) {
				kept.addAll(snapshots);
			}
			else {
				kept.add(snapshots.get(0));
			}
		});
		return new MetricSnapshots(kept);
	}

	private <T> @Nullable T guarded(Supplier<? extends @Nullable T> collect) {
		try {
			return collect.get();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.failures.accept(ex);
			return null;
		}
	}

}
