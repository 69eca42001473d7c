package io.sightglass.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.sightglass.registry.internal.table.WordTable;
import io.sightglass.registry.limit.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Meters by the name and the tags in the words of those who asked for them. Micrometer
 * builds tags and an id each time; a table of the words needs neither.
 *
 * @param <M> the type of the meters
 */
final class LookupCache<M extends Meter> {

	private final Class<M> type;

	private final Predicate<Meter> ours;

	private final WordTable<M> answers = new WordTable<>();

	private volatile @Nullable SeriesLimiter limiter;

	private volatile boolean sameTags;

	private volatile boolean late;

	LookupCache(Class<M> type) {
		this(type, type::isInstance);
	}

	/**
	 * A table.
	 * @param type the type of the meters
	 * @param ours which of them are kept; not those that do nothing
	 */
	LookupCache(Class<M> type, Predicate<Meter> ours) {
		this.type = type;
		this.ours = ours;
	}

	/**
	 * Lets values that a limiter folds find the meter of "other".
	 * @param limiter a filter of the registry, if there is one
	 * @param sameTags whether no other filter maps values first
	 */
	void foldBy(@Nullable SeriesLimiter limiter, boolean sameTags) {
		this.limiter = limiter;
		this.sameTags = sameTags;
	}

	/**
	 * A filter has come after meters. To the first who asks again for the id of one of
	 * those Micrometer may give another meter, and to all others that one: what it
	 * answers once only is not kept.
	 */
	void late() {
		this.late = true;
	}

	void forget() {
		this.answers.forget();
	}

	/**
	 * Forgets all answers if one of them may be a meter that was removed.
	 * @param removed the meter
	 */
	void forget(Meter removed) {
		if (this.type.isInstance(removed)) {
			forget();
		}
	}

	/**
	 * The meter that was found for the same words, or for those that fold to the same.
	 * @param name the meter's name
	 * @param tags keys and values in turn
	 * @return nothing if Micrometer has to be asked
	 */
	@Nullable M meter(String name, String... tags) {
		if (!isWhole(name, tags)) {
			return null;
		}
		M known = this.answers.get(name, tags);
		SeriesLimiter limiter = this.sameTags ? this.limiter : null;
		return (known != null || limiter == null) ? known : folded(limiter, name, tags);
	}

	private @Nullable M folded(SeriesLimiter limiter, String name, String... tags) {
		String[] folded = limiter.fold(name, tags);
		M known = (folded != null) ? this.answers.get(name, folded) : null;
		if (folded != null && known != null) {
			limiter.count(name, tags, folded);
		}
		return known;
	}

	/**
	 * Asks Micrometer, and keeps the answer unless meters go or filters come meanwhile.
	 * What a filter has given other tags is not kept, but for "other" from the limiter.
	 * @param micrometer asks Micrometer
	 * @param name the meter's name
	 * @param tags keys and values in turn
	 * @return the meter
	 * @param <T> what Micrometer calls the meter
	 */
	<T extends Meter> T ask(Supplier<T> micrometer, String name, String... tags) {
		long before = this.answers.version();
		T meter = micrometer.get();
		if (!isWhole(name, tags)) {
			return meter;
		}
		SeriesLimiter limiter = this.limiter;
		String[] folded = (limiter != null && this.sameTags) ? limiter.fold(name, tags) : null;
		String[] words = (folded != null) ? folded : tags.clone();
		if (this.ours.test(meter) && hasTags(meter.getId(), words) && !becameOther(meter.getId(), words)
				&& isLasting(micrometer, meter, folded != null)) {
			this.answers.keep(before, this.type.cast(meter), name, words);
		}
		return meter;
	}

	// In a tag that nobody asked for: another kind of meter may get the same id later.
	private boolean becameOther(Meter.Id id, String... words) {
		SeriesLimiter limiter = this.limiter;
		if (limiter == null || !limiter.isShared(id)) {
			return false;
		}
		List<Tag> unasked = new ArrayList<>(id.getTags());
		for (int i = 0; i < words.length; i += 2) {
			String asked = words[i];
			unasked.removeIf((tag) -> tag.getKey().equals(asked));
		}
		return limiter.isShared(id.replaceTags(unasked));
	}

	// What becomes "other" is not the id of a meter from before.
	private boolean isLasting(Supplier<? extends Meter> micrometer, Meter meter, boolean folded) {
		if (!this.late || folded) {
			return true;
		}
		try {
			return micrometer.get() == meter;
		}
		catch (Throwable ex) {
			// The one that was there before is of another type. Who asks next hears so.
			return false;
		}
	}

	private static boolean hasTags(Meter.Id id, String... tags) {
		for (int i = 0; i < tags.length; i += 2) {
			if (!tags[i + 1].equals(id.getTag(tags[i]))) {
				return false;
			}
		}
		return true;
	}

	// Callers may hand in anything, and Micrometer says what it makes of it.
	private static boolean isWhole(@Nullable String name, @Nullable String @Nullable ... tags) {
		if (name == null || tags == null) {
			return false;
		}
		for (String tag : tags) {
			if (tag == null) {
				return false;
			}
		}
		return true;
	}

}
