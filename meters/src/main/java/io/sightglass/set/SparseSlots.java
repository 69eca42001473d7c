package io.sightglass.set;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Slots of which only few of very many are filled: an open table that is read without a
 * lock. What is in it stays.
 *
 * @param <M> the type of the meters
 */
final class SparseSlots<M> {

	private static final int FIRST_SIZE = 64;

	private volatile AtomicReferenceArray<@Nullable Entry<M>> table = new AtomicReferenceArray<>(FIRST_SIZE);

	private int filled;

	@Nullable M get(long slot) {
		AtomicReferenceArray<@Nullable Entry<M>> table = this.table;
		int mask = table.length() - 1;
		for (int i = spread(slot) & mask;; i = (i + 1) & mask) {
			Entry<M> entry = table.getAcquire(i);
			if (entry == null) {
				return null;
			}
			if (entry.slot == slot) {
				return entry.meter;
			}
		}
	}

	synchronized void put(long slot, M meter) {
		if (get(slot) != null) {
			return;
		}
		// Half full at most, so that a search always meets an empty place soon.
		if (++this.filled * 2 > this.table.length()) {
			grow();
		}
		insert(this.table, new Entry<>(slot, meter));
	}

	private void grow() {
		AtomicReferenceArray<@Nullable Entry<M>> grown = new AtomicReferenceArray<>(this.table.length() * 2);
		for (int i = 0; i < this.table.length(); i++) {
			Entry<M> entry = this.table.get(i);
			if (entry != null) {
				insert(grown, entry);
			}
		}
		this.table = grown;
	}

	private void insert(AtomicReferenceArray<@Nullable Entry<M>> table, Entry<M> entry) {
		int mask = table.length() - 1;
		int i = spread(entry.slot) & mask;
		while (table.get(i) != null) {
			i = (i + 1) & mask;
		}
		table.setRelease(i, entry);
	}

	private static int spread(long slot) {
		long mixed = slot * 0x9E3779B97F4A7C15L;
		return (int) (mixed >>> 32);
	}

	private record Entry<M>(long slot, M meter) {
	}

}
