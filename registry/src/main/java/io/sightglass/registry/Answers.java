package io.sightglass.registry;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * An open table of meters by a name and tags, read without a lock: a reader sees an
 * answer whole or not at all.
 *
 * @param <M> the type of the meters
 */
final class Answers<M extends Meter> {

	// What is beyond is looked up by Micrometer, as ever.
	static final int MOST = 8192;

	private static final int FIRST_SIZE = 64;

	private volatile @Nullable Answer<M>[] table = places(FIRST_SIZE);

	private int size;

	private volatile long version;

	/**
	 * The meter of a name and tags.
	 * @param name the name
	 * @param tags keys and values in turn
	 * @return nothing if it is not known
	 */
	@Nullable M get(String name, @Nullable String... tags) {
		int hash = hash(name, tags);
		@Nullable Answer<M>[] table = this.table;
		for (int i = hash & (table.length - 1);; i = (i + 1) & (table.length - 1)) {
			Answer<M> answer = table[i];
			if (answer == null || answer.isFor(hash, name, tags)) {
				return (answer != null) ? answer.meter : null;
			}
		}
	}

	/**
	 * How often all was forgotten.
	 * @return a number to come back with
	 */
	long version() {
		return this.version;
	}

	/**
	 * Keeps an answer, unless all was forgotten meanwhile, or there is no room.
	 * @param version the version before the answer was looked for
	 * @param meter the answer
	 * @param name the name
	 * @param tags keys and values in turn, left to this table
	 */
	synchronized void keep(long version, M meter, String name, String... tags) {
		if (version != this.version || this.size >= MOST || get(name, tags) != null) {
			return;
		}
		@Nullable Answer<M>[] table = this.table;
		if (this.size * 2 >= table.length) {
			@Nullable Answer<M>[] larger = places(table.length * 2);
			for (Answer<M> each : table) {
				if (each != null) {
					put(larger, each);
				}
			}
			table = larger;
		}
		put(table, new Answer<>(hash(name, tags), name, tags, meter));
		this.size++;
		this.table = table;
	}

	/**
	 * Forgets all answers: one of them may no longer be right.
	 */
	synchronized void forget() {
		this.version++;
		this.size = 0;
		this.table = places(FIRST_SIZE);
	}

	private static <M> void put(@Nullable Answer<M>[] table, Answer<M> answer) {
		int i = answer.hash & (table.length - 1);
		while (table[i] != null) {
			i = (i + 1) & (table.length - 1);
		}
		table[i] = answer;
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

	@SuppressWarnings("unchecked")
	private static <M> @Nullable Answer<M>[] places(int length) {
		return (@Nullable Answer<M>[]) new Answer<?>[length];
	}

	// Its fields are final, so a reader that sees it sees all of it.
	private static final class Answer<M> {

		private final int hash;

		private final String name;

		private final String[] tags;

		private final M meter;

		Answer(int hash, String name, String[] tags, M meter) {
			this.hash = hash;
			this.name = name;
			this.tags = tags;
			this.meter = meter;
		}

		boolean isFor(int hash, String name, @Nullable String[] tags) {
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
