package io.sightglass.meters.set;

import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * A tag of strings, of which the first so many are kept and numbered. Looking a known one
 * up costs one look into a table, and allocates nothing.
 */
public final class NamedTag extends TagAxis {

	private final BoundedValues values;

	private final int size;

	NamedTag(int limit, Runnable onOther) {
		this.values = new BoundedValues(limit, onOther);
		this.size = Math.min(limit, Integer.MAX_VALUE - BoundedValues.FIRST) + BoundedValues.FIRST;
	}

	/**
	 * The slot behind this tag.
	 * @param before the slot of the tags before
	 * @param value the tag's value
	 * @return the slot of both
	 */
	public long slot(long before, @Nullable String value) {
		return before * this.size + this.values.number(value);
	}

	@Override
	int size() {
		return this.size;
	}

	@Override
	String value(int index) {
		return this.values.value(index);
	}

	@Override
	int[] known() {
		return new int[0];
	}

}
