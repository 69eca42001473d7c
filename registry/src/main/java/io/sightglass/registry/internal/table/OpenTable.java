package io.sightglass.registry.internal.table;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What open tables have in common: an entry stands at the place that its hash says, or at
 * the next free one. Entries have only final fields, so that a plain read of a place is
 * enough: it gives a whole entry, or an empty place at the worst, and then the writer
 * looks again, who holds a lock.
 */
public final class OpenTable {

	private OpenTable() {
	}

	/**
	 * Puts an entry that is not there. Tables are half full at most, so that a search
	 * always meets an empty place soon.
	 * @param <E> the type of the entries
	 * @param table the table, whose length is a power of two
	 * @param size how many entries it has
	 * @param entry one more
	 * @return the table, or a larger one
	 */
	public static <E extends Entry> @Nullable E[] put(@Nullable E[] table, int size, E entry) {
		@Nullable E[] larger = table;
		if ((size + 1) * 2 > table.length) {
			larger = Arrays.copyOf(table, table.length * 2);
			Arrays.fill(larger, null);
			for (E each : table) {
				if (each != null) {
					insert(larger, each);
				}
			}
		}
		insert(larger, entry);
		return larger;
	}

	private static <E extends Entry> void insert(@Nullable E[] table, E entry) {
		int i = home(entry.hash(), table);
		while (table[i] != null) {
			i = next(i, table);
		}
		table[i] = entry;
	}

	/**
	 * Spreads hashes that are near, as those of strings that are alike are. What tells
	 * them apart is in the upper bits then, which choose the place.
	 * @param hash a hash
	 * @return the hash of an entry
	 */
	public static int mixed(int hash) {
		return hash * 0x9E3779B9;
	}

	public static int home(int hash, @Nullable Object[] table) {
		return hash >>> (Integer.numberOfLeadingZeros(table.length) + 1);
	}

	public static int next(int place, @Nullable Object[] table) {
		return (place + 1) & (table.length - 1);
	}

	/** One entry of a table. */
	public interface Entry {

		/**
		 * Where it stands.
		 * @return a mixed hash
		 */
		int hash();

	}

}
