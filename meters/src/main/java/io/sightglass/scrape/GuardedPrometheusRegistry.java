package io.sightglass.scrape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
 * registry answers with an error for all as soon as one of them throws. Only then are the
 * collectors asked again, one by one.
 * <p>
 * It also knows which collectors are Micrometer's and what meters are in them, as far as
 * their registry is {@linkplain #watch watched}: {@link FastScrape} writes those itself.
 */
public final class GuardedPrometheusRegistry extends PrometheusRegistry {

	private final Consumer<Throwable> failures;

	// In the order of their registration: where two families clash, the first is shown.
	private final Set<Collector> single = Collections.synchronizedSet(new LinkedHashSet<>());

	private final Set<MultiCollector> multi = Collections.synchronizedSet(new LinkedHashSet<>());

	private final Map<MultiCollector, Family> families = new ConcurrentHashMap<>();

	private final Set<PrometheusMeterRegistry> watched = ConcurrentHashMap.newKeySet();

	// Micrometer registers a collector and adds the meter to it in one thread.
	private final ThreadLocal<@Nullable MultiCollector> created = new ThreadLocal<>();

	private final AtomicLong version = new AtomicLong();

	/**
	 * A registry whose scrape survives what fails in it.
	 * @param failures told of each collector that fails, at each scrape
	 */
	public GuardedPrometheusRegistry(Consumer<Throwable> failures) {
		this.failures = failures;
	}

	/**
	 * Follows a registry's meters, best before it has any: families that are there
	 * already are left to the client library. A subclass of Micrometer's registry may
	 * expose something else than its meters, and is not followed.
	 * @param meters a registry over this one
	 * @param config its configuration
	 */
	public void watch(PrometheusMeterRegistry meters, PrometheusConfig config) {
		if (meters.getPrometheusRegistry() == this && meters.getClass() == PrometheusMeterRegistry.class
				&& this.watched.add(meters)) {
			new MeterWatch(meters, this, config::descriptions).start();
		}
	}

	boolean mayHaveExemplars() {
		return this.watched.stream().anyMatch(Internals::mayHaveExemplars);
	}

	@Nullable MultiCollector takeCreated() {
		MultiCollector latest = this.created.get();
		this.created.remove();
		return latest;
	}

	void own(MultiCollector collector, Family family) {
		this.families.put(collector, family);
	}

	/**
	 * Notes that meters came or went.
	 */
	void changed() {
		this.version.incrementAndGet();
	}

	long version() {
		return this.version.get();
	}

	List<Collector> single() {
		return List.of(this.single.toArray(Collector[]::new));
	}

	/**
	 * All collectors of several families.
	 * @return the families of Micrometer's collectors, nothing for the others
	 */
	Map<MultiCollector, @Nullable Family> multi() {
		Map<MultiCollector, @Nullable Family> all = new LinkedHashMap<>();
		for (MultiCollector collector : this.multi.toArray(MultiCollector[]::new)) {
			all.put(collector, this.families.get(collector));
		}
		return all;
	}

	Consumer<Throwable> failures() {
		return this.failures;
	}

	@Override
	public void register(Collector collector) {
		super.register(collector);
		this.single.add(collector);
		changed();
	}

	@Override
	public void register(MultiCollector collector) {
		super.register(collector);
		this.multi.add(collector);
		if (!this.watched.isEmpty()) {
			this.created.set(collector);
		}
		changed();
	}

	@Override
	public void unregister(Collector collector) {
		super.unregister(collector);
		this.single.remove(collector);
		changed();
	}

	@Override
	public void unregister(MultiCollector collector) {
		super.unregister(collector);
		this.multi.remove(collector);
		this.families.remove(collector);
		changed();
	}

	@Override
	public void clear() {
		super.clear();
		this.single.clear();
		this.multi.clear();
		this.families.clear();
		changed();
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
		single().forEach((one) -> add.accept(guarded(() -> (request != null) ? one.collect(request) : one.collect())));
		for (MultiCollector several : multi().keySet()) {
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
