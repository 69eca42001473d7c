package io.sightglass.meters.set;

/**
 * The values of one tag, numbered from 0. The numbers of all tags of a method together
 * are the slot of its meter.
 */
public abstract sealed class TagAxis permits EnumTag, FlagTag, NamedTag {

	TagAxis() {
	}

	abstract int size();

	abstract String value(int index);

	/**
	 * The values that it will have, as far as they are known beforehand.
	 * @return their numbers, or none where it may have any
	 */
	abstract int[] known();

}
