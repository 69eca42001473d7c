package io.sightglass.meters.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Meters by number, each made when it is first asked for. Finding one is reading an
 * array, or where there may be very many, of which few are ever used, an open table.
 *
 * @param <M> the type of the meters
 */
public final class Slots<M> {

	/** Up to so many have a place each: 64 KiB at most. */
	private static final long MOST_PLACES = 1 << 14;

	private static final int FIRST_SIZE = 64;

	private final LongFunction<M> maker;

	private final @Nullable AtomicReferenceArray<@Nullable M> places;

	private volatile AtomicReferenceArray<@Nullable Entry<M>> table;

	private int filled;

	/**
	 * Slots that are all empty.
	 * @param size how many there are
	 * @param maker makes the meter of a number
	 */
	public Slots(long size, LongFunction<M> maker) {
		this.maker = maker;
		boolean dense = size <= MOST_PLACES;
		this.places = dense ? new AtomicReferenceArray<>((int) size) : null;
		this.table = new AtomicReferenceArray<>(dense ? 0 : FIRST_SIZE);
	}

	/**
	 * The meter of a slot. It is made without a lock, so that who records while the
	 * registry registers waits for nobody: two threads may make one, and both get the
	 * first.
	 * @param slot its number
	 * @return its meter
	 */
	public M at(long slot) {
		M meter = find(slot);
		return (meter != null) ? meter : keep(slot, this.maker.apply(slot));
	}

	/**
	 * The meter of a slot, if it was made.
	 * @param slot its number
	 * @return its meter
	 */
	public @Nullable M find(long slot) {
		AtomicReferenceArray<@Nullable M> places = this.places;
		return (places != null) ? places.getAcquire((int) slot) : search(slot);
	}

	private @Nullable M search(long slot) {
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

	private synchronized M keep(long slot, M made) {
		M known = find(slot);
		if (known != null) {
			return known;
		}
		if (this.places != null) {
			this.places.setRelease((int) slot, made);
			return made;
		}
		// Half full at most, so that a search always meets an empty place soon.
		if (++this.filled * 2 > this.table.length()) {
			grow();
		}
		insert(this.table, new Entry<>(slot, made));
		return made;
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

	private static <M> void insert(AtomicReferenceArray<@Nullable Entry<M>> table, Entry<M> entry) {
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
