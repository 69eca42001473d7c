package io.sightglass.registry.internal.scrape;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
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
import io.sightglass.registry.failure.CircuitBreaker;
import io.sightglass.registry.internal.log.SafeLog;
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
public final class ResilientPrometheusRegistry extends PrometheusRegistry {

	private static final SafeLog logger = SafeLog.of(ResilientPrometheusRegistry.class);

	private final Consumer<Throwable> failures;

	private final Duration patience;

	// In the order of their registration: where two families clash, the first is shown.
	private final Map<Collector, SafeCollector> single = Collections.synchronizedMap(new LinkedHashMap<>());

	private final Map<MultiCollector, SafeMultiCollector> multi = Collections.synchronizedMap(new LinkedHashMap<>());

	private final Set<PrometheusMeterRegistry> followed = ConcurrentHashMap.newKeySet();

	// Micrometer registers a collector and adds the meter to it in one thread. Weak, for
	// a collector that is not Micrometer's is asked for by nobody.
	@SuppressWarnings("ThreadLocalUsage") // Each registry has its own.
	private final ThreadLocal<@Nullable WeakReference<SafeMultiCollector>> created = new ThreadLocal<>();

	private final List<Lock> locks = new CopyOnWriteArrayList<>();

	private final AtomicLong version = new AtomicLong();

	/**
	 * A registry whose scrape survives what fails in it, and that counts it in ours, once
	 * it {@linkplain #watch watches} it.
	 */
	public ResilientPrometheusRegistry() {
		this.failures = (cause) -> ours().forEach((registry) -> registry.failed(cause));
		this.patience = CircuitBreaker.PATIENCE;
	}

	/**
	 * A registry whose scrape survives what fails in it.
	 * @param failures told of each collector that fails, at each scrape
	 */
	public ResilientPrometheusRegistry(Consumer<Throwable> failures) {
		this(failures, CircuitBreaker.PATIENCE);
	}

	/**
	 * A registry whose scrape survives what fails or hangs in it.
	 * @param failures told of each collector that fails, at each scrape
	 * @param patience how long a scrape may hang in a collector before the next ones go
	 * without it
	 */
	public ResilientPrometheusRegistry(Consumer<Throwable> failures, Duration patience) {
		this.failures = (failure) -> {
			try {
				failures.accept(failure);
			}
			catch (Throwable ex) {
				logger.debug("A failure could not be counted", ex);
			}
		};
		this.patience = patience;
	}

	/**
	 * Follows a registry's meters, best before it has any: families that are there
	 * already are left to the client library. A subclass of Micrometer's registry that is
	 * not ours may expose something else than its meters, and is not followed.
	 * @param meters a registry over this one
	 * @param config its configuration
	 */
	public void watch(PrometheusMeterRegistry meters, PrometheusConfig config) {
		boolean known = meters instanceof ScrapedRegistry || meters.getClass() == PrometheusMeterRegistry.class;
		if (known && meters.getPrometheusRegistry() == this && this.followed.add(meters)) {
			new MeterWatch(meters, this, config::descriptions).start();
			if (meters instanceof ScrapedRegistry ours) {
				this.locks.add(ours.scrapeLock());
			}
		}
	}

	/**
	 * Holds what a scrape holds while it reads.
	 * @return held until it is closed
	 */
	Held hold() {
		Lock[] held = this.locks.toArray(Lock[]::new);
		for (Lock lock : held) {
			lock.lock();
		}
		return () -> {
			for (Lock lock : held) {
				lock.unlock();
			}
		};
	}

	private List<ScrapedRegistry> ours() {
		return this.followed.stream()
			.filter(ScrapedRegistry.class::isInstance)
			.map(ScrapedRegistry.class::cast)
			.toList();
	}

	// To the client library, where any sample may have one, or it alone has them.
	boolean leavesExemplars(boolean anywhere) {
		return this.followed.stream().anyMatch(Internals::mayHaveExemplars)
				|| (anywhere && ours().stream().anyMatch(ScrapedRegistry::hasExemplars));
	}

	/**
	 * The collector that this thread registered last.
	 * @return nothing if it was asked for already
	 */
	@Nullable SafeMultiCollector takeCreated() {
		WeakReference<SafeMultiCollector> latest = this.created.get();
		this.created.remove();
		return (latest != null) ? latest.get() : null;
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

	List<SafeCollector> single() {
		return List.of(this.single.values().toArray(SafeCollector[]::new));
	}

	List<SafeMultiCollector> multi() {
		return List.of(this.multi.values().toArray(SafeMultiCollector[]::new));
	}

	Consumer<Throwable> failures() {
		return this.failures;
	}

	@Override
	public void register(Collector collector) {
		adopt(collector, new SafeCollector(collector, new CircuitBreaker(this.patience), this.failures));
	}

	@Override
	public void register(MultiCollector collector) {
		SafeMultiCollector watched = new SafeMultiCollector(collector, new CircuitBreaker(this.patience),
				this.failures);
		adopt(collector, watched);
		if (!this.followed.isEmpty()) {
			this.created.set(new WeakReference<>(watched));
		}
	}

	void adopt(Collector collector, SafeCollector watched) {
		super.register(watched);
		this.single.put(collector, watched);
		changed();
	}

	void adopt(MultiCollector collector, SafeMultiCollector watched) {
		super.register(watched);
		this.multi.put(collector, watched);
		changed();
	}

	@Override
	public void unregister(Collector collector) {
		SafeCollector watched = this.single.remove(collector);
		super.unregister((watched != null) ? watched : collector);
		changed();
	}

	@Override
	public void unregister(MultiCollector collector) {
		SafeMultiCollector watched = this.multi.remove(collector);
		super.unregister((watched != null) ? watched : collector);
		changed();
	}

	@Override
	public void clear() {
		super.clear();
		this.single.clear();
		this.multi.clear();
		changed();
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows a request that is null.
	public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
		try (Held held = hold()) {
			return Twins.without(super.scrape(request), this.failures);
		}
		catch (Throwable ex) {
			return Twins.without(oneByOne(request, (name) -> true), this.failures);
		}
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows both to be null.
	public MetricSnapshots scrape(@Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
		try (Held held = hold()) {
			return Twins.without(super.scrape(names, request), this.failures);
		}
		catch (Throwable ex) {
			return Twins.without(oneByOne(request, (names != null) ? names : (name) -> true), this.failures);
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
		for (SafeMultiCollector several : multi()) {
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
		catch (Throwable ex) {
			this.failures.accept(ex);
			return null;
		}
	}

	/** What a scrape holds. */
	interface Held extends AutoCloseable {

		@Override
		void close();

	}

}
