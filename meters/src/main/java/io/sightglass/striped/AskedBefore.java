package io.sightglass.striped;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.SeriesLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Meters by the name and the tags in the words of those who asked for them. Micrometer
 * builds tags and an id each time; a table of the words needs neither.
 *
 * @param <M> the type of the meters
 */
final class AskedBefore<M extends Meter> {

	private final Class<M> type;

	private final Answers<M> answers = new Answers<>();

	private volatile @Nullable SeriesLimiter guard;

	AskedBefore(Class<M> type) {
		this.type = type;
	}

	/**
	 * Lets values that a guard folds find the meter of "other".
	 * @param guard a filter of the registry; nothing where others may map values first
	 */
	void foldBy(@Nullable SeriesLimiter guard) {
		this.guard = guard;
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
		SeriesLimiter guard = this.guard;
		return (known != null || guard == null) ? known : folded(guard, name, tags);
	}

	private @Nullable M folded(SeriesLimiter guard, String name, String... tags) {
		String[] folded = guard.fold(name, tags);
		M known = (folded != null) ? this.answers.get(name, folded) : null;
		if (folded != null && known != null) {
			guard.count(name, tags, folded);
		}
		return known;
	}

	/**
	 * Asks Micrometer, and keeps the answer unless meters go or filters come meanwhile.
	 * What a filter has given other tags is not kept, but for "other" from the guard.
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
		SeriesLimiter guard = this.guard;
		String[] folded = (guard != null) ? guard.fold(name, tags) : null;
		String[] words = (folded != null) ? folded : tags.clone();
		if (this.type.isInstance(meter) && hasTags(meter.getId(), words)) {
			this.answers.keep(before, this.type.cast(meter), name, words);
		}
		return meter;
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
