package io.sightglass.meters.set;

import java.util.Arrays;
import java.util.function.Function;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.OtherValues;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.table.TagTable;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one name, by the values of one to four tags: what
 * {@code registry.counter(name, tags)} is for, at a fraction of its price and without an
 * allocation.
 *
 * <pre class="code">
 * private final TaggedMeters&lt;Counter&gt; placed;
 *
 * Orders(MeterRegistry registry) {
 *     this.placed = TaggedMeters.in(registry).name("orders.placed").tags("channel", "country").counters();
 * }
 *
 * void place(Order order) {
 *     this.placed.with(order.channel(), order.country()).increment();
 * }
 * </pre>
 *
 * Each tag keeps its first values, a hundred by default; later ones are {@code other},
 * and counted in {@code sightglass.series.folded}. Nothing, an empty and a blank value
 * are {@code none}; so are those that are missing, and what is too much is left out,
 * which counts as a failure. A meter that is removed from the registry stays what
 * {@code with} returns, as with every meter that is held.
 *
 * @param <M> the type of the meters
 */
public final class TaggedMeters<M extends Meter> {

	private static final String ABSENT = "";

	private final String name;

	private final String[] keys;

	private final OtherValues[] folds;

	private final BoundedValues[] values;

	private final Failures failures;

	private final int maxSeries;

	private final Function<Tags, M> maker;

	private final TagTable<M> table = new TagTable<>();

	private volatile @Nullable M others;

	TaggedMeters(TaggedMetersBuilder builder, Function<Tags, M> maker) {
		this.name = builder.name();
		this.keys = builder.keys();
		this.folds = builder.folds();
		this.values = Arrays.stream(this.folds)
			.map((folds) -> new BoundedValues(builder.maxValues(), folds))
			.toArray(BoundedValues[]::new);
		this.failures = builder.failures();
		this.maxSeries = builder.maxSeries();
		this.maker = maker;
	}

	/**
	 * Meters in a registry; values beyond a limit are counted without a prefix.
	 * @param registry where the meters go
	 * @return what makes the meters
	 */
	public static TaggedMetersBuilder in(MeterRegistry registry) {
		return in(new Instruments(registry));
	}

	/**
	 * Meters whose values beyond the limit are counted under Sightglass's prefix.
	 * @param instruments Sightglass's instruments, a bean of the application
	 * @return what makes the meters
	 */
	public static TaggedMetersBuilder in(Instruments instruments) {
		return new TaggedMetersBuilder(instruments);
	}

	/**
	 * The meter of one tag's value.
	 * @param first the value
	 * @return its meter
	 */
	public M with(@Nullable String first) {
		String a = (first != null) ? first : BoundedValues.NONE;
		M known = this.table.get(a);
		return (known != null) ? known : bounded(1, a, ABSENT, ABSENT, ABSENT);
	}

	/**
	 * The meter of two tags' values, in the order of the keys.
	 * @param first a value
	 * @param second another one
	 * @return their meter
	 */
	public M with(@Nullable String first, @Nullable String second) {
		String a = (first != null) ? first : BoundedValues.NONE;
		String b = (second != null) ? second : BoundedValues.NONE;
		M known = this.table.get(a, b);
		return (known != null) ? known : bounded(2, a, b, ABSENT, ABSENT);
	}

	/**
	 * The meter of three tags' values, in the order of the keys.
	 * @param first a value
	 * @param second another one
	 * @param third another one
	 * @return their meter
	 */
	public M with(@Nullable String first, @Nullable String second, @Nullable String third) {
		String a = (first != null) ? first : BoundedValues.NONE;
		String b = (second != null) ? second : BoundedValues.NONE;
		String c = (third != null) ? third : BoundedValues.NONE;
		M known = this.table.get(a, b, c);
		return (known != null) ? known : bounded(3, a, b, c, ABSENT);
	}

	/**
	 * The meter of four tags' values, in the order of the keys.
	 * @param first a value
	 * @param second another one
	 * @param third another one
	 * @param fourth another one
	 * @return their meter
	 */
	public M with(@Nullable String first, @Nullable String second, @Nullable String third, @Nullable String fourth) {
		String a = (first != null) ? first : BoundedValues.NONE;
		String b = (second != null) ? second : BoundedValues.NONE;
		String c = (third != null) ? third : BoundedValues.NONE;
		String d = (fourth != null) ? fourth : BoundedValues.NONE;
		M known = this.table.get(a, b, c, d);
		return (known != null) ? known : bounded(4, a, b, c, d);
	}

	// Only what was bounded is in the table, so values beyond a limit come here each time
	// and find the meter of "other", still without a lock or an allocation.
	private M bounded(int given, String first, String second, String third, String fourth) {
		int size = this.keys.length;
		if (given != size) {
			this.failures.record(this.name, new IllegalArgumentException("%s has the tags %s, but %d values came"
				.formatted(Printable.value(this.name), Printable.value(String.join(", ", this.keys)), given)));
		}
		// What is missing is absent, which is called none.
		String a = this.values[0].bound(first);
		String b = (size > 1) ? this.values[1].bound(second) : ABSENT;
		String c = (size > 2) ? this.values[2].bound(third) : ABSENT;
		String d = (size > 3) ? this.values[3].bound(fourth) : ABSENT;
		M known = this.table.get(a, b, c, d);
		return (known != null) ? known : make(a, b, c, d);
	}

	private M make(String first, String second, String third, String fourth) {
		M full = this.others;
		if (full != null) {
			return folded(full);
		}
		synchronized (this) {
			if (this.table.size() + 1 >= this.maxSeries) {
				full = this.maker.apply(others());
				this.others = full;
				return folded(full);
			}
			M known = this.table.get(first, second, third, fourth);
			if (known != null) {
				return known;
			}
			return this.table.putIfAbsent(this.maker.apply(tags(first, second, third, fourth)), first, second, third,
					fourth);
		}
	}

	private M folded(M others) {
		for (OtherValues each : this.folds) {
			each.run();
		}
		return others;
	}

	private Tags tags(String... values) {
		Tag[] tags = new Tag[this.keys.length];
		for (int i = 0; i < tags.length; i++) {
			tags[i] = Tag.of(this.keys[i], values[i]);
		}
		return Tags.of(tags);
	}

	private Tags others() {
		String[] others = new String[this.keys.length];
		Arrays.fill(others, BoundedValues.OTHER);
		return tags(others);
	}

}
