package io.sightglass.registry;

import java.util.Arrays;
import java.util.Objects;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The ids that folding has made of one meter's, found by their tags without making them
 * again. It is read without a lock; what is in it stays, and is bounded by the series of
 * the meter.
 */
final class FoldedIds {

	private static final int FIRST_SIZE = 8;

	// Entries have only final fields, so that a plain read of a place is enough.
	private volatile @Nullable Entry[] table = new Entry[FIRST_SIZE];

	private int size;

	/**
	 * The id that was made before.
	 * @param id the id whose tags were folded
	 * @param tags the tags after that
	 * @return the other id, or nothing where it is not known or differs in more than tags
	 */
	Meter.@Nullable Id find(Meter.Id id, Tag[] tags) {
		Entry known = entry(this.table, Arrays.hashCode(tags), tags);
		return (known != null && alike(known.id, id)) ? known.id : null;
	}

	/**
	 * Makes an id, and remembers it.
	 * @param id the id whose tags were folded
	 * @param tags the tags after that
	 * @return the other id
	 */
	synchronized Meter.Id make(Meter.Id id, Tag[] tags) {
		Meter.Id made = id.replaceTags(Tags.of(tags.clone()));
		int hash = Arrays.hashCode(tags);
		if (entry(this.table, hash, tags) == null) {
			if (++this.size * 2 > this.table.length) {
				this.table = grown(this.table);
			}
			insert(this.table, new Entry(hash, tags, made));
		}
		return made;
	}

	// A meter that was removed may come back with another description.
	private static boolean alike(Meter.Id known, Meter.Id id) {
		return known.getType() == id.getType() && known.syntheticAssociation() == id.syntheticAssociation()
				&& Objects.equals(known.getDescription(), id.getDescription())
				&& Objects.equals(known.getBaseUnit(), id.getBaseUnit());
	}

	private static @Nullable Entry entry(@Nullable Entry[] table, int hash, Tag[] tags) {
		int mask = table.length - 1;
		for (int i = spread(hash) & mask;; i = (i + 1) & mask) {
			Entry entry = table[i];
			if (entry == null || (entry.hash == hash && Arrays.equals(entry.tags, tags))) {
				return entry;
			}
		}
	}

	private static @Nullable Entry[] grown(@Nullable Entry[] table) {
		@Nullable Entry[] grown = new Entry[table.length * 2];
		for (Entry entry : table) {
			if (entry != null) {
				insert(grown, entry);
			}
		}
		return grown;
	}

	private static void insert(@Nullable Entry[] table, Entry entry) {
		int mask = table.length - 1;
		int i = spread(entry.hash) & mask;
		while (table[i] != null) {
			i = (i + 1) & mask;
		}
		table[i] = entry;
	}

	private static int spread(int hash) {
		int mixed = hash * 0x9E3779B9;
		return mixed ^ (mixed >>> 16);
	}

	private static final class Entry {

		private final int hash;

		private final Tag[] tags;

		private final Meter.Id id;

		Entry(int hash, Tag[] tags, Meter.Id id) {
			this.hash = hash;
			this.tags = tags;
			this.id = id;
		}

	}

}
