package io.sightglass.set;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The meters of one method, one a combination of tag values, each made when first used.
 * Finding one is reading an array.
 *
 * @param <M> the type of the meters
 */
public final class MeterTable<M> {

	/** Up to so many combinations have a place each: 64 KiB at most. */
	private static final long MOST_PLACES = 1 << 14;

	private final MeterMaker<M> maker;

	private final TagAxis[] axes;

	private final @Nullable AtomicReferenceArray<@Nullable M> places;

	private final SparseSlots<M> sparse = new SparseSlots<>();

	MeterTable(MeterMaker<M> maker, TagAxis... axes) {
		this.maker = maker;
		this.axes = axes;
		long combinations = 1;
		for (TagAxis axis : axes) {
			combinations = Math.multiplyExact(combinations, axis.size());
		}
		this.places = (combinations <= MOST_PLACES) ? new AtomicReferenceArray<>((int) combinations) : null;
	}

	/**
	 * The meter of a slot.
	 * @param slot the number of a combination of tag values
	 * @return its meter
	 */
	public M at(long slot) {
		AtomicReferenceArray<@Nullable M> places = this.places;
		M meter = (places != null) ? places.getAcquire((int) slot) : this.sparse.get(slot);
		return (meter != null) ? meter : make(slot);
	}

	// One at a time: two gauges of one name would be two states, of which one is seen.
	private synchronized M make(long slot) {
		AtomicReferenceArray<@Nullable M> places = this.places;
		M known = (places != null) ? places.get((int) slot) : this.sparse.get(slot);
		if (known != null) {
			return known;
		}
		M made = this.maker.make(values(slot));
		if (places != null) {
			places.setRelease((int) slot, made);
		}
		else {
			this.sparse.put(slot, made);
		}
		return made;
	}

	private String[] values(long slot) {
		String[] values = new String[this.axes.length];
		long rest = slot;
		for (int i = values.length - 1; i >= 0; i--) {
			int size = this.axes[i].size();
			values[i] = this.axes[i].value((int) (rest % size));
			rest /= size;
		}
		return values;
	}

}
