package io.sightglass.meters.set;

/**
 * A tag that is true or false.
 */
public final class FlagTag extends TagAxis {

	/** Slots for false and true, in this order. */
	public FlagTag() {
	}

	/**
	 * The slot behind this tag.
	 * @param before the slot of the tags before
	 * @param value the tag's value
	 * @return the slot of both
	 */
	public long slot(long before, boolean value) {
		return before * 2 + (value ? 1 : 0);
	}

	@Override
	int size() {
		return 2;
	}

	@Override
	String value(int index) {
		return (index == 1) ? "true" : "false";
	}

	@Override
	int[] known() {
		return new int[] { 0, 1 };
	}

}
