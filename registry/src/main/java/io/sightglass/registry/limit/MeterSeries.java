package io.sightglass.registry.limit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.internal.limit.TextLimit;
import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.internal.log.SafeLog;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * The series of one meter name: bounded tag by tag, and as a whole. What does not add up,
 * such as gauges, is bounded as a whole only, and left out beyond that.
 */
final class MeterSeries {

	private static final SafeLog logger = SafeLog.of(MeterSeries.class);

	private final String meter;

	private final BoundedTags folded;

	private final MeterTags tags;

	private final LimitCounters counters;

	private final LimitCounter refused;

	// One less than the limit: the last place is for the series with everything folded.
	private final BoundedSet<Tags> series;

	private final OwnOthers own = new OwnOthers();

	// Places that only series with their widest tags folded may take.
	private final int reserved;

	// One of them is for all that is beyond the last place.
	private final int spare;

	// What took the last place.
	private final AtomicReference<Tags> last = new AtomicReference<>();

	// Of functions, which have the types of counters and timers, only the meter itself
	// says what it is, so that the first one of a name is let in as if it were one of
	// those.
	private volatile boolean functions;

	// Two kinds of one name cannot have one "other": Micrometer refuses the second.
	private volatile Meter.@Nullable Type kind;

	private final Map<Meter.Type, MeterSeries> otherKinds = new ConcurrentHashMap<>();

	private final String other;

	private final int limit;

	private final AtomicBoolean watching;

	// Whether the scrape has no room for more than what stands for others.
	private final BooleanSupplier crowded;

	MeterSeries(String meter, BoundedTags folded, LimitCounters counters, int limit, AtomicBoolean watching,
			BooleanSupplier crowded) {
		this(meter, BoundedValues.OTHER, folded, counters, limit, watching, crowded);
	}

	private MeterSeries(String meter, String other, BoundedTags folded, LimitCounters counters, int limit,
			AtomicBoolean watching, BooleanSupplier crowded) {
		this.meter = meter;
		this.other = other;
		this.folded = folded;
		this.counters = counters;
		this.refused = new LimitCounter(SelfMeter.REFUSED, meter);
		this.tags = new MeterTags(meter, other, folded);
		this.series = new BoundedSet<>(limit - 1, watching);
		this.spare = (limit > 2) ? 1 : 0;
		this.reserved = Math.max(this.spare, (limit - 1) / 10);
		this.limit = limit;
		this.watching = watching;
		this.crowded = crowded;
	}

	String meter() {
		return this.meter;
	}

	/**
	 * The series of one kind, which becomes the first kind of the name if there was none.
	 * @param type the kind
	 * @return these ones for the first kind of the name, and for what stands alone
	 */
	MeterSeries of(Meter.Type type) {
		if (this.kind == null) {
			this.kind = type;
		}
		MeterSeries known = known(type);
		return (known != null) ? known
				: this.otherKinds.computeIfAbsent(type,
						(added) -> new MeterSeries(this.meter, this.other + "_" + added.name().toLowerCase(Locale.ROOT),
								this.folded, this.counters, this.limit, this.watching, this.crowded));
	}

	/**
	 * The series of one kind, of which there may have been no meter yet.
	 * @param type the kind
	 * @return as above; nothing for a further kind that has not been there
	 */
	@Nullable MeterSeries known(Meter.Type type) {
		Meter.Type first = this.kind;
		return (first == null || first == type || OwnOthers.standsAlone(type)) ? this : this.otherKinds.get(type);
	}

	Meter.Id bound(Meter.Id id) {
		if (standsAlone(id)) {
			boolean taken = OwnOthers.standsAlone(id.getType()) && id.getType() != this.kind && this.tags.isShared(id);
			return taken ? new OtherId(id, OwnOthers.byKind(id.getType(), tags(id))) : id;
		}
		Tags given = tags(id);
		if (!given.iterator().hasNext()) {
			// The name alone: nothing of it can be other.
			this.series.keep(given);
			return id;
		}
		Tags last = this.last.get();
		// Keys without end would be kept, each with its values.
		if (last != null && this.series.isFull(this.spare) && this.tags.hasNewKey(given)) {
			return new OtherId(id, beyond(last));
		}
		Tag[] folds = withinValues(given);
		Tags bounded = (folds != null) ? Tags.of(folds) : given;
		Tags placed = hasPlace(bounded, this.reserved) ? bounded : withinSeries(bounded);
		return (placed == given) ? id : new OtherId(id, this.own.beside(id.getType(), placed));
	}

	private boolean standsAlone(Meter.Id id) {
		return this.functions || OwnOthers.standsAlone(id.getType());
	}

	/**
	 * Whether a meter may be registered: all but those that do not add up and are beyond
	 * the limit of series, or a limit that somebody has set for one of their tags.
	 * @param id its id
	 * @return false where there is no place for it
	 */
	boolean admits(Meter.Id id) {
		if (!standsAlone(id)) {
			return true;
		}
		Tags given = tags(id);
		boolean admitted = given.stream().allMatch(this.tags::isWithinOwnLimit) && this.series.admits(given, -1);
		if (!admitted && this.counters.count(this.refused)) {
			logger.warn("'" + Printable.value(this.meter)
					+ "' has more series than its limit (with Spring: sightglass.cardinality). Gauges and functions "
					+ "cannot be added up under other, so " + Printable.value(given.toString())
					+ " and later ones are left out; sightglass.series.refused counts them.");
		}
		return admitted;
	}

	void added(Meter meter) {
		// One's own stands alone by its type, and changes nothing for the others.
		this.functions = this.functions || !(isRecordedInto(meter) || meter.getId().getType() == Meter.Type.OTHER);
		Tags tags = tags(meter.getId());
		this.own.added(meter.getId(), tags);
		this.series.use(tags);
		forEach(tags, KeptValues::use);
	}

	// Values that were beyond the limit may take the places that become free.
	void removed(Meter meter) {
		Tags tags = tags(meter.getId());
		this.own.removed(meter.getId(), tags);
		this.series.leave(tags);
		forEach(tags, KeptValues::leave);
	}

	private void forEach(Tags tags, BiConsumer<KeptValues, String> action) {
		for (Tag tag : tags) {
			BoundedTag key = this.tags.known(tag.getKey());
			if (key != null) {
				action.accept(key.values(), tag.getValue());
			}
		}
	}

	// Several may record into such a meter without knowing of one another.
	boolean isShared(Meter.Id id) {
		return this.tags.isShared(id);
	}

	void keep(Meter.Id id) {
		Tags tags = tags(id);
		this.series.keep(tags);
		for (Tag tag : tags) {
			this.tags.get(tag.getKey()).values().keep(tag.getValue());
		}
	}

	private static boolean isRecordedInto(Meter meter) {
		return meter instanceof Counter || meter instanceof Timer || meter instanceof DistributionSummary
				|| meter instanceof LongTaskTimer || meter instanceof Gauge;
	}

	// Where there are functions, as for who asks with an id.
	String @Nullable [] fold(TextLimit texts, String... tags) {
		return this.functions ? null : this.tags.fold(texts, tags);
	}

	void count(String[] tags, String[] folded) {
		this.tags.count(tags, folded);
	}

	private boolean hasPlace(Tags tags, int reserved) {
		return this.series.admits(tags, this.crowded.getAsBoolean() ? Integer.MAX_VALUE : reserved)
				|| tags.equals(this.last.get());
	}

	private Tag @Nullable [] withinValues(Tags given) {
		Tag[] folds = null;
		int at = 0;
		for (Tag tag : given) {
			BoundedTag key = this.tags.get(tag.getKey());
			if (!key.keeps(tag.getValue())) {
				folds = (folds != null) ? folds : MeterTags.array(given);
				folds[at] = key.other();
				this.counters.count(key.folds());
			}
			at++;
		}
		return folds;
	}

	// Folds the tag with the most values first, and no more tags than it must.
	private Tags withinSeries(Tags plain) {
		Tag[] tags = MeterTags.array(plain);
		Tags narrowed = plain;
		List<Integer> widestFirst = this.tags.widestFirst(tags);
		if (widestFirst.isEmpty() && hasPlace(plain, this.spare)) {
			return plain;
		}
		for (int widest : widestFirst) {
			BoundedTag key = this.tags.get(tags[widest].getKey());
			if (!tags[widest].equals(key.other())) {
				tags[widest] = key.other();
				this.counters.count(key.folds());
			}
			narrowed = Tags.of(tags.clone());
			if (hasPlace(narrowed, this.spare)) {
				return narrowed;
			}
		}
		return last(narrowed);
	}

	private Tags last(Tags narrowed) {
		Tags last = this.last.compareAndExchange(null, narrowed);
		return (last == null || last.equals(narrowed)) ? narrowed : beyond(last);
	}

	// Of ids with other keys, too: they can have no "other" of their own.
	private Tags beyond(Tags last) {
		Tags others = this.tags.others(last);
		this.series.admits(others);
		others.forEach((tag) -> this.counters.count(this.tags.get(tag.getKey()).folds()));
		return others;
	}

	private static Tags tags(Meter.Id id) {
		Iterable<Tag> tags = id.getTagsAsIterable();
		return (tags instanceof Tags sorted) ? sorted : Tags.of(tags);
	}

}
