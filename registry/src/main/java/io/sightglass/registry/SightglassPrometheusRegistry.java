package io.sightglass.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.SafeGauge;
import io.sightglass.registry.internal.forgotten.Forgotten;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.scrape.ScrapedRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's Prometheus registry with meters in which threads record without
 * contention. Names, labels, conflicts and removal stay Micrometer's, where an empty
 * meter stands for those of a name. What was looked up once needs no id again.
 */
public final class SightglassPrometheusRegistry extends PrometheusMeterRegistry implements ScrapedRegistry {

	private final Registrations registrations;

	private final Families families;

	private final LookupCaches asked = new LookupCaches();

	private final Failures failures;

	private final Expiry expiry;

	private final StripedMeters meters;

	private final IdleMeters idle;

	private final @Nullable SafeConfig safeConfig;

	private @Nullable FastScrape fast;

	/**
	 * Makes a registry whose series are bounded by {@link SeriesLimits#DEFAULT}.
	 * @param config its configuration
	 */
	public SightglassPrometheusRegistry(PrometheusConfig config) {
		this(config, SeriesLimits.DEFAULT);
	}

	/**
	 * Makes a registry with bounded series, of which none ever leaves by itself.
	 * @param config its configuration
	 * @param limits how many series there may be
	 */
	public SightglassPrometheusRegistry(PrometheusConfig config, SeriesLimits limits) {
		this(config, limits, null, null);
	}

	/**
	 * Makes a registry with bounded series, that writes its scrape from cached text. The
	 * limits are of the tags that its other filters have made, whenever those were added.
	 * @param config its configuration
	 * @param limits how many series there may be
	 * @param expireAfter how long a series that nobody holds stays; nothing for ever
	 * @param spans whose spans are exemplars; nothing without tracing
	 */
	public SightglassPrometheusRegistry(PrometheusConfig config, SeriesLimits limits, @Nullable Duration expireAfter,
			@Nullable SpanContext spans) {
		this(config, new ResilientPrometheusRegistry(), Clock.SYSTEM, "", expireAfter, spans);
		ResilientPrometheusRegistry collectors = (ResilientPrometheusRegistry) getPrometheusRegistry();
		collectors.watch(this, config);
		Objects.requireNonNull(this.safeConfig).limitLast(new SeriesLimiter(limits, ""));
		this.fast = new FastScrape(collectors, config.prometheusProperties());
	}

	/**
	 * Makes a registry over collectors of others too, bounded by its filters alone.
	 * @param config its configuration
	 * @param registry where collectors are registered
	 * @param clock the clock of its timers
	 * @param prefix what stands before its own meters' names, or the empty string
	 * @param expireAfter how long a series that nobody holds stays; nothing for ever
	 * @param spans whose spans are exemplars; nothing without tracing
	 */
	public SightglassPrometheusRegistry(PrometheusConfig config, PrometheusRegistry registry, Clock clock,
			String prefix, @Nullable Duration expireAfter, @Nullable SpanContext spans) {
		this(config, new Registrations(registry), clock, prefix, expireAfter, spans);
	}

	private SightglassPrometheusRegistry(PrometheusConfig config, Registrations registrations, Clock clock,
			String prefix, @Nullable Duration expireAfter, @Nullable SpanContext spans) {
		super(config, registrations, clock);
		this.registrations = registrations;
		this.idle = new IdleMeters(this, new Scrapes(clock));
		this.expiry = new Expiry(this.idle, clock, this.idle.scrapes(), expireAfter);
		this.failures = new Failures(this, prefix.isEmpty() ? "" : prefix + ".");
		this.meters = new StripedMeters(clock, this.expiry, this.idle.scrapes(),
				ExemplarSamplers.of(config, spans, this.failures));
		this.families = new Families(registrations, config::descriptions, this.meters::hasClassicToo, this::standIn);
		onEveryMeter((meter) -> this.failures.settle(), this::removed);
		this.safeConfig = new SafeConfig(this, this.idle, this.failures, this.asked);
	}

	/**
	 * Shows what comes from now on as zero for an interval from its first scrape, so that
	 * Prometheus sees all that it counts.
	 * @param interval how often each Prometheus scrapes, from 100 milliseconds to an hour
	 */
	public void firstZero(Duration interval) {
		this.idle.scrapes().every(interval);
	}

	/**
	 * Makes native histograms of timers and summaries that come from now on.
	 * @param natives which of them, and how those are
	 * @return this registry
	 */
	public SightglassPrometheusRegistry nativeHistograms(NativeHistograms natives) {
		this.meters.natives(natives);
		return this;
	}

	@Override
	public void onEveryMeter(Consumer<Meter> added, Consumer<Meter> removed) {
		super.config().onMeterAdded(added).onMeterRemoved(removed);
	}

	@Override
	public PrometheusRegistry getPrometheusRegistry() {
		return this.registrations.registry();
	}

	// Micrometer's constructor asks before there is one of ours.
	@Override
	public Config config() {
		return (this.safeConfig != null) ? this.safeConfig : super.config();
	}

	@Override
	public Counter counter(String name, String... tags) {
		Counter known = this.asked.counters().meter(name, tags);
		return (known != null) ? known : this.asked.counters().ask(() -> super.counter(name, tags), name, tags);
	}

	@Override
	public Timer timer(String name, String... tags) {
		Timer known = this.asked.timers().meter(name, tags);
		return (known != null) ? known : this.asked.timers().ask(() -> super.timer(name, tags), name, tags);
	}

	@Override
	public DistributionSummary summary(String name, String... tags) {
		DistributionSummary known = this.asked.summaries().meter(name, tags);
		return (known != null) ? known : this.asked.summaries().ask(() -> super.summary(name, tags), name, tags);
	}

	@Override
	public Counter newCounter(Meter.Id id) {
		return expose(id, this.meters.counter(id));
	}

	@Override
	protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
		return expose(id, this.meters.timer(id, config, pauseDetector));
	}

	@Override
	public DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig config, double scale) {
		return expose(id, this.meters.summary(id, config, scale));
	}

	@Override
	protected <T> Gauge newGauge(Meter.Id id, @Nullable T object, ToDoubleFunction<T> function) {
		return super.newGauge(id, object, new SafeGauge<>(id, function, this.failures));
	}

	@Override
	protected <T> FunctionTimer newFunctionTimer(Meter.Id id, T object, ToLongFunction<T> count,
			ToDoubleFunction<T> totalTime, TimeUnit unit) {
		return beside(id, () -> super.newFunctionTimer(id, object, count, totalTime, unit));
	}

	@Override
	protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
		return beside(id, () -> super.newFunctionCounter(id, object, count));
	}

	@Override
	protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
		return switch (type) {
			case COUNTER, TIMER, DISTRIBUTION_SUMMARY -> beside(id, () -> super.newMeter(id, type, measurements));
			default -> super.newMeter(id, type, measurements);
		};
	}

	private <M extends Meter> M expose(Meter.Id id, M meter) {
		this.families.register(getConventionName(id), Row.of(id, meter, config().namingConvention()), this::standIn);
		return meter;
	}

	private <M> M beside(Meter.Id id, Supplier<M> micrometers) {
		return this.families.register(getConventionName(id), Row.ofMicrometer(id), (same) -> micrometers.get());
	}

	private Meter standIn(Meter.Id id) {
		return super.newMeter(id, id.getType(), List.of());
	}

	@Override
	protected void meterRegistrationFailed(Meter.Id id, @Nullable String reason) {
		super.meterRegistrationFailed(this.families.refuse(id), reason);
	}

	@Override
	public @Nullable Meter remove(Meter.Id mappedId) {
		return this.idle.keeps(mappedId) ? null : super.remove(mappedId);
	}

	@Override
	public void scrape(OutputStream out, String contentType) throws IOException {
		scrape(out, contentType, null);
	}

	@Override
	@SuppressWarnings("NullAway") // The original allows it to be null.
	public void scrape(OutputStream out, String contentType, @Nullable Set<String> includedNames) throws IOException {
		if (this.fast != null) {
			this.fast.write(contentType, includedNames, out);
		}
		else {
			this.idle.undisturbed(() -> super.scrape(out, contentType, includedNames));
		}
	}

	@Override
	public void failed(Throwable cause) {
		this.failures.record("registry", cause);
	}

	@Nullable SeriesLimiter limiter() {
		return (this.safeConfig != null) ? this.safeConfig.limiter() : null;
	}

	@Override
	public boolean hasExemplars() {
		return this.meters.hasExemplars();
	}

	@Override
	public Lock scrapeLock() {
		return this.idle.scrapes().readLock();
	}

	Expiry expiry() {
		return this.expiry;
	}

	@Override
	public void close() {
		this.expiry.close();
		super.close();
		Forgotten.closed();
	}

	@Override
	public void clear() {
		this.idle.clear(super::clear);
	}

	private void removed(Meter meter) {
		this.idle.removed(meter.getId());
		this.asked.forget(meter);
		this.families.remove(getConventionName(meter.getId()), meter.getId());
	}

}
