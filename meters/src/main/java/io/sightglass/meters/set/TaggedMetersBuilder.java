package io.sightglass.meters.set;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link TaggedMeters}. Null for a name or a key, no or too many keys and limits
 * below one are refused, with a NullPointerException or an IllegalArgumentException.
 * Where the registry refuses a meter, the failure is counted and the caller has one that
 * does nothing.
 */
public final class TaggedMetersBuilder {

	private static final int MOST_KEYS = 4;

	private final Instruments instruments;

	private String name = "";

	private @Nullable String description;

	private @Nullable String baseUnit;

	private String[] keys = {};

	private int maxValues = 100;

	private int maxSeries = 10_000;

	TaggedMetersBuilder(Instruments instruments) {
		this.instruments = Objects.requireNonNull(instruments, "instruments");
	}

	/**
	 * Names the meters.
	 * @param name what the registry knows them by
	 * @return this
	 */
	public TaggedMetersBuilder name(String name) {
		this.name = Objects.requireNonNull(name, "name");
		return this;
	}

	/**
	 * Describes the meters.
	 * @param description shown as the help text of the scrape
	 * @return this
	 */
	public TaggedMetersBuilder description(String description) {
		this.description = description;
		return this;
	}

	/**
	 * Says in what counters and summaries count; timers have seconds.
	 * @param baseUnit such as {@code bytes}, which Prometheus appends to the name
	 * @return this
	 */
	public TaggedMetersBuilder baseUnit(String baseUnit) {
		this.baseUnit = baseUnit;
		return this;
	}

	/**
	 * Names the tags.
	 * @param keys one to four keys
	 * @return this
	 */
	public TaggedMetersBuilder tags(String... keys) {
		this.keys = List.of(keys).toArray(String[]::new);
		return this;
	}

	/**
	 * Says how many values each tag keeps.
	 * @param maxValues a hundred where nothing is said
	 * @return this
	 */
	public TaggedMetersBuilder maxValues(int maxValues) {
		this.maxValues = maxValues;
		return this;
	}

	/**
	 * Says how many combinations of values are kept. What comes later has "other" in each
	 * tag.
	 * @param maxSeries ten thousand where nothing is said
	 * @return this
	 */
	public TaggedMetersBuilder maxSeries(int maxSeries) {
		this.maxSeries = maxSeries;
		return this;
	}

	/**
	 * Makes counters of what was said.
	 * @return the counters, each registered when it is first asked for
	 * @throws IllegalArgumentException if a name, key or limit is missing or not allowed
	 */
	public TaggedMeters<Counter> counters() {
		Meter.MeterProvider<Counter> made = Counter.builder(this.name)
			.description(this.description)
			.baseUnit(this.baseUnit)
			.withRegistry(this.instruments.registry());
		return meters(orNone(made, Meter.Type.COUNTER, NoopCounter::new));
	}

	/**
	 * Makes timers of what was said.
	 * @return the timers, each registered when it is first asked for
	 * @throws IllegalArgumentException if a name, key or limit is missing or not allowed
	 */
	public TaggedMeters<Timer> timers() {
		Meter.MeterProvider<Timer> made = Timer.builder(this.name)
			.description(this.description)
			.withRegistry(this.instruments.registry());
		return meters(orNone(made, Meter.Type.TIMER, NoopTimer::new));
	}

	/**
	 * Makes distribution summaries of what was said.
	 * @return the summaries, each registered when it is first asked for
	 * @throws IllegalArgumentException if a name, key or limit is missing or not allowed
	 */
	public TaggedMeters<DistributionSummary> summaries() {
		Meter.MeterProvider<DistributionSummary> made = DistributionSummary.builder(this.name)
			.description(this.description)
			.baseUnit(this.baseUnit)
			.withRegistry(this.instruments.registry());
		return meters(orNone(made, Meter.Type.DISTRIBUTION_SUMMARY, NoopDistributionSummary::new));
	}

	/**
	 * Meters that the application registers itself, under the name that was given.
	 * @param <M> the type of the meters
	 * @param maker registers the meter of some tags; what it throws goes to whoever asks
	 * for that meter
	 * @return the meters
	 */
	public <M extends Meter> TaggedMeters<M> meters(Function<Tags, M> maker) {
		check();
		return new TaggedMeters<>(this, Objects.requireNonNull(maker, "maker"));
	}

	private <M extends Meter> Function<Tags, M> orNone(Meter.MeterProvider<M> made, Meter.Type type,
			Function<Meter.Id, M> none) {
		return (tags) -> {
			try {
				return Objects.requireNonNull(made.withTags(tags));
			}
			catch (Throwable ex) {
				failures().record(this.name, ex);
				return none.apply(new Meter.Id(this.name, tags, this.baseUnit, this.description, type));
			}
		};
	}

	Failures failures() {
		return this.instruments.failures();
	}

	private void check() {
		if (this.name.isBlank()) {
			throw new IllegalArgumentException("Tagged meters have a name, but none was given");
		}
		if (this.keys.length < 1 || this.keys.length > MOST_KEYS) {
			throw new IllegalArgumentException("%s has %d tags, but tagged meters have one to %d"
				.formatted(Printable.value(this.name), this.keys.length, MOST_KEYS));
		}
		if (this.maxSeries < 1) {
			throw new IllegalArgumentException(
					"%s keeps %d series, but the least is 1".formatted(Printable.value(this.name), this.maxSeries));
		}
	}

	String name() {
		return this.name;
	}

	String[] keys() {
		return this.keys;
	}

	OtherValues[] folds() {
		return Arrays.stream(this.keys)
			.map((key) -> new OtherValues(this.instruments, this.name, key))
			.toArray(OtherValues[]::new);
	}

	int maxValues() {
		return this.maxValues;
	}

	int maxSeries() {
		return this.maxSeries;
	}

}
