package io.sightglass.meters.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

import io.sightglass.registry.internal.table.OpenTable;
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

	private volatile @Nullable Entry<M>[] table;

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
		this.table = places(dense ? 0 : FIRST_SIZE);
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
		@Nullable Entry<M>[] table = this.table;
		for (int i = OpenTable.home(hash(slot), table);; i = OpenTable.next(i, table)) {
			Entry<M> entry = table[i];
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
		this.table = OpenTable.put(this.table, this.filled++, new Entry<>(hash(slot), slot, made));
		return made;
	}

	private static int hash(long slot) {
		return (int) ((slot * 0x9E3779B97F4A7C15L) >>> 32);
	}

	@SuppressWarnings("unchecked")
	private static <M> @Nullable Entry<M>[] places(int count) {
		return (@Nullable Entry<M>[]) new Entry<?>[count];
	}

	private record Entry<M>(int hash, long slot, M meter) implements OpenTable.Entry {
	}

}
