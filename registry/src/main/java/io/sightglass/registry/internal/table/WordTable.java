package io.sightglass.registry.internal.table;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Meters by a name and any number of tags, in the words of who asks.
 *
 * @param <M> the type of the meters
 */
public final class WordTable<M extends Meter> {

	// What is beyond is looked up by Micrometer, as ever.
	public static final int MOST = 8192;

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
	public @Nullable M get(String name, @Nullable String... tags) {
		int hash = hash(name, tags);
		@Nullable Answer<M>[] table = this.table;
		for (int i = OpenTable.home(hash, table);; i = OpenTable.next(i, table)) {
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
	public long version() {
		return this.version;
	}

	/**
	 * Keeps an answer, unless all was forgotten meanwhile, or there is no room.
	 * @param version the version before the answer was looked for
	 * @param meter the answer
	 * @param name the name
	 * @param tags keys and values in turn, left to this table
	 */
	public synchronized void keep(long version, M meter, String name, String... tags) {
		if (version != this.version || this.size >= MOST || get(name, tags) != null) {
			return;
		}
		this.table = OpenTable.put(this.table, this.size, new Answer<>(hash(name, tags), name, tags, meter));
		this.size++;
	}

	/**
	 * Forgets all answers: one of them may no longer be right.
	 */
	public synchronized void forget() {
		this.version++;
		this.size = 0;
		this.table = places(FIRST_SIZE);
	}

	// Turned and added, the words' hashes need not wait for one another.
	private static int hash(String name, @Nullable String... tags) {
		int hash = name.hashCode();
		for (int i = 0; i < tags.length; i++) {
			String tag = tags[i];
			hash += (tag != null) ? Integer.rotateLeft(tag.hashCode(), 5 * (i + 1)) : 0;
		}
		return OpenTable.mixed(hash);
	}

	@SuppressWarnings("unchecked")
	private static <M> @Nullable Answer<M>[] places(int length) {
		return (@Nullable Answer<M>[]) new Answer<?>[length];
	}

	private static final class Answer<M> implements OpenTable.Entry {

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

		@Override
		public int hash() {
			return this.hash;
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
