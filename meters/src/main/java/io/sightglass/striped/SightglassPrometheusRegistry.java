package io.sightglass.striped;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's Prometheus registry with counters, timers and distribution summaries in
 * which threads record without contention. Names, labels, conflicts and removal stay
 * Micrometer's: it registers an empty meter for each of ours. What
 * {@code counter(name, tags)} and its like have found once, they find again without
 * building an id.
 *
 * <pre class="code">
 * new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM)
 * </pre>
 *
 * It has no exemplars; with tracing, Micrometer's own registry has them.
 */
public final class SightglassPrometheusRegistry extends PrometheusMeterRegistry {

	private final Registrations registrations;

	private final Families families;

	private final AskedBefore<StripedCounter> counters = new AskedBefore<>(StripedCounter.class);

	private final AskedBefore<StripedTimer> timers = new AskedBefore<>(StripedTimer.class);

	private final AskedBefore<StripedSummary> summaries = new AskedBefore<>(StripedSummary.class);

	private final Config watchedConfig = new WatchedConfig();

	/**
	 * Makes a registry.
	 * @param config its configuration
	 * @param registry where collectors are registered
	 * @param clock the clock of its timers
	 */
	public SightglassPrometheusRegistry(PrometheusConfig config, PrometheusRegistry registry, Clock clock) {
		this(config, new Registrations(registry), clock);
	}

	private SightglassPrometheusRegistry(PrometheusConfig config, Registrations registrations, Clock clock) {
		super(config, registrations, clock);
		this.registrations = registrations;
		this.families = new Families(registrations, config::descriptions);
		config().onMeterRemoved(this::removed);
	}

	@Override
	public PrometheusRegistry getPrometheusRegistry() {
		return this.registrations.registry();
	}

	// Micrometer's constructor asks before there is one of ours.
	@Override
	public Config config() {
		return (this.watchedConfig != null) ? this.watchedConfig : super.config();
	}

	@Override
	public Counter counter(String name, String... tags) {
		Counter known = this.counters.meter(name, tags);
		return (known != null) ? known : this.counters.ask(() -> super.counter(name, tags), name, tags);
	}

	@Override
	public Timer timer(String name, String... tags) {
		Timer known = this.timers.meter(name, tags);
		return (known != null) ? known : this.timers.ask(() -> super.timer(name, tags), name, tags);
	}

	@Override
	public DistributionSummary summary(String name, String... tags) {
		DistributionSummary known = this.summaries.meter(name, tags);
		return (known != null) ? known : this.summaries.ask(() -> super.summary(name, tags), name, tags);
	}

	@Override
	public Counter newCounter(Meter.Id id) {
		StripedCounter counter = new StripedCounter(id);
		newFunctionCounter(id, counter, StripedCounter::count);
		return counter;
	}

	@Override
	protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
		StripedTimer timer = new StripedTimer(id, this.clock, config, pauseDetector);
		expose(id, timer);
		return timer;
	}

	@Override
	public DistributionSummary newDistributionSummary(Meter.Id id, DistributionStatisticConfig config, double scale) {
		StripedSummary summary = new StripedSummary(id, this.clock, config, scale);
		expose(id, summary);
		return summary;
	}

	@Override
	protected <T> FunctionTimer newFunctionTimer(Meter.Id id, T object, ToLongFunction<T> count,
			ToDoubleFunction<T> totalTime, TimeUnit unit) {
		return inFamily(id, () -> super.newFunctionTimer(id, object, count, totalTime, unit),
				(family) -> family.addOther(id));
	}

	@Override
	protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
		if (type != Meter.Type.TIMER && type != Meter.Type.DISTRIBUTION_SUMMARY) {
			return super.newMeter(id, type, measurements);
		}
		return inFamily(id, () -> super.newMeter(id, type, measurements), (family) -> family.addOther(id));
	}

	private void expose(Meter.Id id, Distribution meter) {
		List<String> names = id.getConventionTags(config().namingConvention()).stream().map(Tag::getKey).toList();
		Row row = new Row(id, meter, names, this.clock.wallTime());
		inFamily(id, () -> super.newMeter(id, id.getType(), List.of()), (family) -> family.add(row));
	}

	private <M> M inFamily(Meter.Id id, Supplier<M> registration, Consumer<StripedFamily> member) {
		return this.families.register(getConventionName(id), registration, member);
	}

	@Override
	protected void meterRegistrationFailed(Meter.Id id, @Nullable String reason) {
		this.families.refuse();
		super.meterRegistrationFailed(id, reason);
	}

	private void removed(Meter meter) {
		forEachTable((table) -> table.forget(meter));
		this.families.remove(getConventionName(meter.getId()), meter.getId());
	}

	private void forEachTable(Consumer<AskedBefore<?>> action) {
		List.of(this.counters, this.timers, this.summaries).forEach(action);
	}

	/**
	 * Sees the filters come. The words of who asks may be bounded in place of the id's
	 * tags only while no filter makes other tags of them.
	 */
	private final class WatchedConfig extends Config {

		private @Nullable SeriesLimiter limiter;

		private boolean sameTags = true;

		@Override
		public synchronized Config meterFilter(MeterFilter filter) {
			super.meterFilter(filter);
			this.limiter = (filter instanceof SeriesLimiter bounding) ? bounding : this.limiter;
			this.sameTags = this.sameTags && TagMapping.leaves(filter);
			SeriesLimiter folding = this.sameTags ? this.limiter : null;
			forEachTable((table) -> table.foldBy(folding));
			forEachTable((table) -> table.forget());
			return this;
		}

	}

}
