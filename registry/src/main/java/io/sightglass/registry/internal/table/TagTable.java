package io.sightglass.registry.internal.table;

import java.util.function.Consumer;

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

	private volatile @Nullable Entry<V>[] table = places(FIRST_SIZE);

	private volatile int size;

	/** An empty table. */
	public TagTable() {
	}

	// Each number of values has its own search, which is two nanoseconds faster than to
	// look at values that were not given.
	/**
	 * What was put under one value.
	 * @param first the tag's value
	 * @return what is there, or null where nothing was put
	 */
	public @Nullable V get(String first) {
		@Nullable Entry<V>[] table = this.table;
		int hash = OpenTable.mixed(first.hashCode());
		for (int i = OpenTable.home(hash, table);; i = OpenTable.next(i, table)) {
			Entry<V> entry = table[i];
			if (entry == null) {
				return null;
			}
			if (entry.hash == hash && same(entry.first, first) && entry.second == ABSENT && entry.third == ABSENT
					&& entry.fourth == ABSENT) {
				return entry.value;
			}
		}
	}

	/**
	 * What was put under two values.
	 * @param first a tag's value
	 * @param second another tag's value
	 * @return what is there, or null where nothing was put
	 */
	public @Nullable V get(String first, String second) {
		@Nullable Entry<V>[] table = this.table;
		int hash = OpenTable.mixed(first.hashCode() + second(second));
		for (int i = OpenTable.home(hash, table);; i = OpenTable.next(i, table)) {
			Entry<V> entry = table[i];
			if (entry == null) {
				return null;
			}
			if (entry.hash == hash && same(entry.first, first) && same(entry.second, second) && entry.third == ABSENT
					&& entry.fourth == ABSENT) {
				return entry.value;
			}
		}
	}

	/**
	 * What was put under three values.
	 * @param first a tag's value
	 * @param second another tag's value
	 * @param third another tag's value
	 * @return what is there, or null where nothing was put
	 */
	public @Nullable V get(String first, String second, String third) {
		@Nullable Entry<V>[] table = this.table;
		int hash = OpenTable.mixed(first.hashCode() + second(second) + third(third));
		for (int i = OpenTable.home(hash, table);; i = OpenTable.next(i, table)) {
			Entry<V> entry = table[i];
			if (entry == null) {
				return null;
			}
			if (entry.hash == hash && same(entry.first, first) && same(entry.second, second) && same(entry.third, third)
					&& entry.fourth == ABSENT) {
				return entry.value;
			}
		}
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
		for (int i = OpenTable.home(hash, table);; i = OpenTable.next(i, table)) {
			Entry<V> entry = table[i];
			if (entry == null) {
				return null;
			}
			if (entry.hash == hash && same(entry.first, first) && same(entry.second, second) && same(entry.third, third)
					&& same(entry.fourth, fourth)) {
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
		Entry<V> entry = new Entry<>(hash(first, second, third, fourth), value, first, orAbsent(second),
				orAbsent(third), orAbsent(fourth));
		this.table = OpenTable.put(this.table, this.size, entry);
		this.size = this.size + 1;
		return value;
	}

	/**
	 * How many things are in it. It may be read while another thread puts one.
	 * @return how many were put
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Shows everything that is in it.
	 * @param each called with each
	 */
	public void forEach(Consumer<? super V> each) {
		for (Entry<V> entry : this.table) {
			if (entry != null) {
				each.accept(entry.value);
			}
		}
	}

	// A look-up waits for this, step by step, so each value's part is worked out beside
	// the others and not after them. The empty string, whose hash is zero, adds nothing:
	// values that are not given need not be looked at.
	private static int hash(String first, String second, String third, String fourth) {
		return OpenTable.mixed(first.hashCode() + second(second) + third(third) + fourth(fourth));
	}

	private static int second(String value) {
		return Integer.rotateLeft(value.hashCode(), 11);
	}

	private static int third(String value) {
		return Integer.rotateLeft(value.hashCode(), 22);
	}

	private static int fourth(String value) {
		return Integer.rotateLeft(value.hashCode(), 5);
	}

	// Most are the very strings that were put.
	private static boolean same(String known, String value) {
		return known == value || known.equals(value);
	}

	// One empty string, which is compared by its identity.
	private static String orAbsent(String value) {
		return value.isEmpty() ? ABSENT : value;
	}

	@SuppressWarnings("unchecked")
	private static <V> @Nullable Entry<V>[] places(int count) {
		return (@Nullable Entry<V>[]) new Entry<?>[count];
	}

	private record Entry<V>(int hash, V value, String first, String second, String third,
			String fourth) implements OpenTable.Entry {
	}

}
