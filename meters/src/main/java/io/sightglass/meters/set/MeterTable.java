package io.sightglass.meters.set;

import java.util.Arrays;

import io.sightglass.meters.internal.Slots;
import io.sightglass.registry.tag.BoundedValues;

/**
 * The meters of one method, one a combination of tag values. Those of a few known values
 * are made at once, as Prometheus loses the first event of a series that begins with it;
 * the others when first used. Where there are more combinations than a long can number,
 * which the processor refuses, all are one meter whose tags are {@code other}.
 *
 * @param <M> the type of the meters
 */
public final class MeterTable<M> {

	private final MeterMaker<M> maker;

	private final TagAxis[] axes;

	private final Slots<M> slots;

	private final boolean numbered;

	MeterTable(MeterMaker<M> maker, TagAxis... axes) {
		this.maker = maker;
		this.axes = axes;
		long combinations = combinations(axes);
		this.numbered = combinations < Long.MAX_VALUE;
		this.slots = new Slots<>(combinations, (slot) -> this.maker.make(values(slot)));
	}

	private static long combinations(TagAxis... axes) {
		long combinations = 1;
		for (TagAxis axis : axes) {
			if (combinations > Long.MAX_VALUE / axis.size()) {
				return Long.MAX_VALUE;
			}
			combinations *= axis.size();
		}
		return combinations;
	}

	/**
	 * Makes the meters of all values that are known beforehand, if there are not too
	 * many.
	 * @param most how many there may be
	 * @return this
	 */
	MeterTable<M> inAdvance(int most) {
		long[] slots = (most > 0) ? new long[] { 0 } : new long[0];
		for (TagAxis axis : this.axes) {
			int[] known = axis.known();
			if ((long) slots.length * known.length > most) {
				return this;
			}
			slots = Arrays.stream(slots)
				.flatMap((slot) -> Arrays.stream(known).mapToLong((value) -> slot * axis.size() + value))
				.toArray();
		}
		Arrays.stream(slots).forEach(this::at);
		return this;
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
		return this.slots.at(this.numbered ? slot : 0);
	}

	private String[] values(long slot) {
		String[] values = new String[this.axes.length];
		if (!this.numbered) {
			Arrays.fill(values, BoundedValues.OTHER);
			return values;
		}
		long rest = slot;
		for (int i = values.length - 1; i >= 0; i--) {
			int size = this.axes[i].size();
			values[i] = this.axes[i].value((int) (rest % size));
			rest /= size;
		}
		return values;
	}

}
