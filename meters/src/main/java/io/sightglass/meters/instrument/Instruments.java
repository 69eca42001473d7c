package io.sightglass.meters.instrument;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopFunctionCounter;
import io.micrometer.core.instrument.noop.NoopGauge;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.failure.CircuitBreaker;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * Makes the meters of the catalogues: the only way to the registry. Tag values are given
 * in the order of the catalogue's keys, so that one meter always has the same keys. Call
 * it once for each meter and hold what it gives. Where the registry refuses a meter, the
 * failure is counted and the caller has one that does nothing; only null in place of a
 * meter and a wrong number of values are refused, with a NullPointerException and an
 * IllegalArgumentException.
 */
public final class Instruments {

	private final MeterRegistry registry;

	private final String prefix;

	private final Failures failures;

	private final Clock clock;

	private final AtomicBoolean auto = new AtomicBoolean();

	/**
	 * Instruments with a prefix before every name.
	 * @param registry where the meters go
	 * @param prefix what stands before each name, or the empty string
	 */
	public Instruments(MeterRegistry registry, String prefix) {
		this(registry, prefix, CircuitBreaker.PATIENCE);
	}

	Instruments(MeterRegistry registry, String prefix, Duration patience) {
		this.registry = Objects.requireNonNull(registry, "registry");
		this.prefix = prefix.isEmpty() ? "" : prefix + ".";
		this.failures = new Failures(registry, this.prefix, patience);
		this.clock = clock(registry);
	}

	/**
	 * Instruments whose meters have the catalogue's own names.
	 * @param registry where the meters go
	 */
	public Instruments(MeterRegistry registry) {
		this(registry, "");
	}

	/**
	 * Where the meters go.
	 * @return the registry that was given
	 */
	public MeterRegistry registry() {
		return this.registry;
	}

	/**
	 * What counts and logs the failures of all that these instruments make.
	 * @return the failures, in {@code sightglass_failures_total} of the same registry
	 */
	public Failures failures() {
		return this.failures;
	}

	/**
	 * The registry's clock.
	 * @return the clock, or the system's where the registry does not give it
	 */
	public Clock clock() {
		return this.clock;
	}

	// What is said of them is said once.
	boolean isFirstAuto() {
		return this.auto.compareAndSet(false, true);
	}

	private Clock clock(MeterRegistry registry) {
		try {
			return Objects.requireNonNull(registry.config().clock());
		}
		catch (Throwable ex) {
			this.failures.record("clock", ex);
			return Clock.SYSTEM;
		}
	}

	/**
	 * The name under which a meter is registered.
	 * @param meter the catalogue's meter
	 * @return its name behind the prefix
	 */
	public String name(CatalogueMeter meter) {
		return this.prefix + meter.getName();
	}

	/**
	 * Whether a meter is registered, under the name and the tags that it asks for.
	 * @param meter the catalogue's meter
	 * @param values the values of the catalogue's keys, in their order
	 * @return whether the registry has it
	 */
	public boolean has(CatalogueMeter meter, String... values) {
		try {
			return this.registry.find(name(meter)).tags(tags(meter, values)).meter() != null;
		}
		catch (Throwable ex) {
			this.failures.record(meter.getName(), ex);
			return false;
		}
	}

	/**
	 * Registers a counter, or finds it where it is registered.
	 * @param meter the catalogue's meter
	 * @param values the values of the catalogue's keys, in their order
	 * @return the registered counter, or where that is refused one that does nothing
	 * @throws IllegalArgumentException if there are more or fewer values than keys
	 */
	public Counter counter(CatalogueMeter meter, String... values) {
		Counter.Builder counter = Counter.builder(name(meter))
			.description(meter.spec().description())
			.baseUnit(meter.getBaseUnit())
			.tags(tags(meter, values));
		return registered(meter, () -> counter.register(this.registry),
				() -> new NoopCounter(id(meter, Meter.Type.COUNTER, values)));
	}

	/**
	 * A timer whose description says how it is sampled.
	 * @param meter the catalogue's meter
	 * @param sampler the sampler that the caller asks before it records
	 * @param values the values of the catalogue's keys
	 * @return the registered timer
	 */
	public Timer timer(CatalogueMeter meter, Sampler sampler, String... values) {
		Timer.Builder timer = Timer.builder(name(meter))
			.description(meter.spec().description() + sampler.remark())
			.tags(tags(meter, values));
		if (!meter.spec().bounds().isEmpty()) {
			timer.serviceLevelObjectives(durations(meter.spec().bounds()));
		}
		return registered(meter, () -> timer.register(this.registry),
				() -> new NoopTimer(id(meter, Meter.Type.TIMER, values)));
	}

	/**
	 * Registers a timer into which every duration is recorded, or finds it.
	 * @param meter the catalogue's meter
	 * @param values the values of the catalogue's keys, in their order
	 * @return the registered timer, or where that is refused one that does nothing
	 * @throws IllegalArgumentException if there are more or fewer values than keys
	 */
	public Timer timer(CatalogueMeter meter, String... values) {
		return timer(meter, Sampler.ALWAYS, values);
	}

	/**
	 * Registers a distribution summary into which every amount is recorded, or finds it.
	 * @param meter the catalogue's meter
	 * @param values the values of the catalogue's keys, in their order
	 * @return the registered summary, or where that is refused one that does nothing
	 * @throws IllegalArgumentException if there are more or fewer values than keys
	 */
	public DistributionSummary summary(CatalogueMeter meter, String... values) {
		return summary(meter, Sampler.ALWAYS, values);
	}

	/**
	 * A distribution summary whose description says how it is sampled.
	 * @param meter the catalogue's meter
	 * @param sampler the sampler that the caller asks before it records
	 * @param values the values of the catalogue's keys
	 * @return the registered summary
	 */
	public DistributionSummary summary(CatalogueMeter meter, Sampler sampler, String... values) {
		DistributionSummary.Builder summary = DistributionSummary.builder(name(meter))
			.description(meter.spec().description() + sampler.remark())
			.baseUnit(meter.getBaseUnit())
			.tags(tags(meter, values));
		if (!meter.spec().bounds().isEmpty()) {
			summary.serviceLevelObjectives(meter.spec().bounds().stream().mapToDouble(Double::doubleValue).toArray());
		}
		return registered(meter, () -> summary.register(this.registry),
				() -> new NoopDistributionSummary(id(meter, Meter.Type.DISTRIBUTION_SUMMARY, values)));
	}

	/**
	 * A gauge over state that it keeps alive. A function that throws, or has not come
	 * back to an earlier scrape, shows as NaN and is counted in
	 * {@code sightglass.failures}.
	 * @param <T> the type of the state
	 * @param meter the catalogue's meter
	 * @param state what is looked at
	 * @param function how it is looked at
	 * @param values the values of the catalogue's keys
	 * @return the registered gauge
	 */
	public <T> Gauge gauge(CatalogueMeter meter, T state, ToDoubleFunction<T> function, String... values) {
		Gauge.Builder<T> gauge = Gauge
			.builder(name(meter), state, this.failures.guarded(meter.getName(), function, Double.NaN))
			.description(meter.spec().description())
			.baseUnit(meter.getBaseUnit())
			.tags(tags(meter, values))
			.strongReference(true);
		return registered(meter, () -> gauge.register(this.registry),
				() -> new NoopGauge(id(meter, Meter.Type.GAUGE, values)));
	}

	/**
	 * A counter that reads a total kept elsewhere, such as the kernel's. The total must
	 * never fall; while it cannot be read, the last value stands.
	 * @param <T> the type of the state
	 * @param meter the catalogue's meter
	 * @param state what is looked at, which the caller keeps alive
	 * @param function how it is looked at
	 * @param values the values of the catalogue's keys
	 * @return the registered counter
	 */
	public <T> FunctionCounter functionCounter(CatalogueMeter meter, T state, ToDoubleFunction<T> function,
			String... values) {
		FunctionCounter.Builder<T> counter = FunctionCounter
			.builder(name(meter), state, this.failures.lastGood(meter.getName(), function))
			.description(meter.spec().description())
			.baseUnit(meter.getBaseUnit())
			.tags(tags(meter, values));
		return registered(meter, () -> counter.register(this.registry),
				() -> new NoopFunctionCounter(id(meter, Meter.Type.COUNTER, values)));
	}

	// A filter of the application's that throws costs the meters that it throws for, and
	// no other meter of the same handle.
	private <M> M registered(CatalogueMeter meter, Supplier<M> registration, Supplier<M> none) {
		try {
			return Objects.requireNonNull(registration.get());
		}
		catch (Throwable ex) {
			this.failures.record(meter.getName(), ex);
			return none.get();
		}
	}

	private Meter.Id id(CatalogueMeter meter, Meter.Type type, String... values) {
		return new Meter.Id(name(meter), tags(meter, values), meter.getBaseUnit(), meter.spec().description(), type);
	}

	private static Duration[] durations(List<Double> seconds) {
		return seconds.stream().map((each) -> Duration.ofNanos(Math.round(each * 1e9))).toArray(Duration[]::new);
	}

	private static Tags tags(CatalogueMeter meter, String... values) {
		List<String> keys = meter.spec().keys();
		if (keys.size() != values.length) {
			throw new IllegalArgumentException("%s has the tag keys %s, but %d values came"
				.formatted(Printable.value(meter.getName()), Printable.value(keys.toString()), values.length));
		}
		Tag[] tags = new Tag[values.length];
		for (int i = 0; i < values.length; i++) {
			tags[i] = Tag.of(keys.get(i), orNone(values[i]));
		}
		return Tags.of(tags);
	}

	private static String orNone(@Nullable String value) {
		return (value != null) ? value : BoundedValues.NONE;
	}

}
