package io.sightglass.tag;

import org.jspecify.annotations.Nullable;

/**
 * Finds something by one to four tag values, without a lock and without an allocation: an
 * open table, of which readers see an entry whole or not at all. What is in it stays;
 * whoever fills it keeps it bounded.
 *
 * @param <V> the type of what is found
 */
public final class TagTable<V> {

	private static final int FIRST_SIZE = 16;

	private static final String ABSENT = "";

	// Entries have only final fields, so that a plain read of a place is enough: it gives
	// a whole entry, or an empty place at the worst, and then the writer looks again.
	private volatile @Nullable Entry<V>[] table = places(FIRST_SIZE);

	private volatile int size;

	public @Nullable V get(String first) {
		return get(first, ABSENT, ABSENT, ABSENT);
	}

	public @Nullable V get(String first, String second) {
		return get(first, second, ABSENT, ABSENT);
	}

	public @Nullable V get(String first, String second, String third) {
		return get(first, second, third, ABSENT);
	}

	/**
	 * What was put under these values.
	 * @param first a tag's value
	 * @param second another one's, or the empty string where there are fewer tags
	 * @param third another one's, or the empty string where there are fewer tags
	 * @param fourth another one's, or the empty string where there are fewer tags
	 * @return it, or nothing
	 */
	public @Nullable V get(String first, String second, String third, String fourth) {
		@Nullable Entry<V>[] table = this.table;
		int hash = hash(first, second, third, fourth);
		int mask = table.length - 1;
		for (int i = hash & mask;; i = (i + 1) & mask) {
			Entry<V> entry = table[i];
			if (entry == null) {
				return null;
			}
			if (entry.hash == hash && entry.first.equals(first) && entry.second.equals(second)
					&& entry.third.equals(third) && entry.fourth.equals(fourth)) {
				return entry.value;
			}
		}
	}

	/**
	 * Puts something under one value.
	 * @param value what
	 * @param first the tag's value
	 * @return what is there from now on: this, or what was put before
	 */
	public V putIfAbsent(V value, String first) {
		return putIfAbsent(value, first, ABSENT, ABSENT, ABSENT);
	}

	/**
	 * Puts something under values, of which those of absent tags are the empty string.
	 * @param value what
	 * @param first a tag's value
	 * @param second another one's
	 * @param third another one's
	 * @param fourth another one's
	 * @return what is there from now on: this, or what was put before
	 */
	public synchronized V putIfAbsent(V value, String first, String second, String third, String fourth) {
		V known = get(first, second, third, fourth);
		if (known != null) {
			return known;
		}
		Entry<V> entry = new Entry<>(hash(first, second, third, fourth), value, first, second, third, fourth);
		// Half full at most, so that a search always meets an empty place soon.
		if ((this.size + 1) * 2 > this.table.length) {
			this.table = grown(this.table);
		}
		insert(this.table, entry);
		this.size = this.size + 1;
		return value;
	}

	public int size() {
		return this.size;
	}

	private static <V> @Nullable Entry<V>[] grown(@Nullable Entry<V>[] table) {
		@Nullable Entry<V>[] grown = places(table.length * 2);
		for (Entry<V> entry : table) {
			if (entry != null) {
				insert(grown, entry);
			}
		}
		return grown;
	}

	private static <V> void insert(@Nullable Entry<V>[] table, Entry<V> entry) {
		int mask = table.length - 1;
		int i = entry.hash & mask;
		while (table[i] != null) {
			i = (i + 1) & mask;
		}
		table[i] = entry;
	}

	private static int hash(String first, String second, String third, String fourth) {
		int all = ((first.hashCode() * 31 + second.hashCode()) * 31 + third.hashCode()) * 31 + fourth.hashCode();
		int mixed = all * 0x9E3779B9;
		return mixed ^ (mixed >>> 16);
	}

	@SuppressWarnings("unchecked")
	private static <V> @Nullable Entry<V>[] places(int count) {
		return (@Nullable Entry<V>[]) new Entry<?>[count];
	}

	private record Entry<V>(int hash, V value, String first, String second, String third, String fourth) {
	}

}
