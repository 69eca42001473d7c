package io.sightglass.meters.set;

import io.sightglass.meters.internal.Slots;

/**
 * The meters of one method, one a combination of tag values, each made when first used.
 *
 * @param <M> the type of the meters
 */
public final class MeterTable<M> {

	private final MeterMaker<M> maker;

	private final TagAxis[] axes;

	private final Slots<M> slots;

	MeterTable(MeterMaker<M> maker, TagAxis... axes) {
		this.maker = maker;
		this.axes = axes;
		long combinations = 1;
		for (TagAxis axis : axes) {
			combinations = Math.multiplyExact(combinations, axis.size());
		}
		this.slots = new Slots<>(combinations, (slot) -> this.maker.make(values(slot)));
	}

	/**
	 * The meter of a slot.
	 * @param slot the number of a combination of tag values
	 * @return its meter
	 */
	public M at(long slot) {
		M known = this.slots.find(slot);
		return (known != null) ? known : make(slot);
	}

	// One at a time: two gauges of one name would be two states, of which one is seen.
	private synchronized M make(long slot) {
		return this.slots.at(slot);
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
