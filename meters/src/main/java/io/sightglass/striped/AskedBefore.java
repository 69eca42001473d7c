package io.sightglass.striped;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.sightglass.registry.SeriesGuard;
import org.jspecify.annotations.Nullable;

/**
 * Meters by the name and the tags in the words of those who asked for them. Micrometer
 * builds tags and an id each time; a table of the words needs neither.
 *
 * @param <M> the type of the meters
 */
final class AskedBefore<M extends Meter> {

	// What is beyond is looked up by Micrometer, as ever.
	static final int MOST = 8192;

	private final Class<M> type;

	private volatile @Nullable Question<M>[] table = empty(64);

	private int size;

	private volatile long version;

	private volatile @Nullable SeriesGuard guard;

	AskedBefore(Class<M> type) {
		this.type = type;
	}

	/**
	 * Lets values that a guard folds find the meter of "other".
	 * @param guard a filter of the registry
	 */
	void foldBy(SeriesGuard guard) {
		this.guard = guard;
	}

	/**
	 * The meter that was found for the same words, or for those that fold to the same.
	 * @param name the meter's name
	 * @param tags keys and values in turn
	 * @return nothing if Micrometer has to be asked
	 */
	@SuppressWarnings("NullAway") // Callers may hand in anything.
	@Nullable M meter(String name, String... tags) {
		if (name == null || tags == null) {
			return null;
		}
		M known = exact(name, tags);
		SeriesGuard guard = this.guard;
		String[] folded = (known == null && guard != null && isWhole(tags)) ? guard.fold(name, tags) : null;
		if (folded != null) {
			known = exact(name, folded);
			if (known != null) {
				guard.count(name, tags, folded);
			}
		}
		return known;
	}

	private static boolean isWhole(@Nullable String... tags) {
		for (String tag : tags) {
			if (tag == null) {
				return false;
			}
		}
		return true;
	}

	private @Nullable M exact(String name, @Nullable String... tags) {
		int hash = hash(name, tags);
		@Nullable Question<M>[] table = this.table;
		for (int i = hash & (table.length - 1);; i = (i + 1) & (table.length - 1)) {
			Question<M> question = table[i];
			if (question == null || question.isSame(hash, name, tags)) {
				return (question != null) ? question.meter : null;
			}
		}
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
		long before = this.version;
		T meter = micrometer.get();
		SeriesGuard guard = this.guard;
		String[] folded = (guard != null) ? guard.fold(name, tags) : null;
		String[] words = (folded != null) ? folded : tags.clone();
		if (this.type.isInstance(meter) && hasTags(meter.getId(), words)) {
			keep(before, new Question<>(name, words, this.type.cast(meter)));
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

	private synchronized void keep(long before, Question<M> question) {
		if (before != this.version || this.size >= MOST || exact(question.name, question.tags) != null) {
			return;
		}
		@Nullable Question<M>[] table = this.table;
		if (this.size * 2 >= table.length) {
			@Nullable Question<M>[] larger = empty(table.length * 2);
			for (Question<M> each : table) {
				if (each != null) {
					put(larger, each);
				}
			}
			table = larger;
		}
		put(table, question);
		this.size++;
		this.table = table;
	}

	// Turned and added, the words' hashes need not wait for one another.
	private static int hash(String name, @Nullable String... tags) {
		int hash = name.hashCode();
		for (int i = 0; i < tags.length; i++) {
			String tag = tags[i];
			hash += (tag != null) ? Integer.rotateLeft(tag.hashCode(), 5 * (i + 1)) : 0;
		}
		hash *= 0x9E3779B9;
		return hash ^ (hash >>> 16);
	}

	private static <M> void put(@Nullable Question<M>[] table, Question<M> question) {
		int i = question.hash & (table.length - 1);
		while (table[i] != null) {
			i = (i + 1) & (table.length - 1);
		}
		table[i] = question;
	}

	/**
	 * Forgets all answers: one of them may no longer be right.
	 */
	synchronized void forget() {
		this.version++;
		this.size = 0;
		this.table = empty(64);
	}

	@SuppressWarnings("unchecked")
	private static <M> @Nullable Question<M>[] empty(int length) {
		return new Question[length];
	}

	// Its fields are final, so a reader that sees it sees all of it.
	private static final class Question<M> {

		private final int hash;

		private final String name;

		private final String[] tags;

		private final M meter;

		Question(String name, String[] tags, M meter) {
			this.hash = hash(name, tags);
			this.name = name;
			this.tags = tags;
			this.meter = meter;
		}

		boolean isSame(int hash, String name, @Nullable String[] tags) {
			if (hash != this.hash || tags.length != this.tags.length || !name.equals(this.name)) {
				return false;
			}
			for (int i = 0; i < tags.length; i++) {
				if (!this.tags[i].equals(tags[i])) {
					return false;
				}
			}
			return true;
		}

	}

}
