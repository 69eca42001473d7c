package io.sightglass.registry;

import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.TagTable;

/**
 * The values of a tag that are kept, at most so many: first come, first kept. The limit
 * holds in a race; what is turned away leaves no trace, and is turned away for good.
 */
final class KeptValues {

	private final TagTable<String> kept = new TagTable<>();

	private final int limit;

	// Once there is no room: a bit for each value that is kept, in so many that most
	// of the others are known by theirs, and the same branch is taken.
	private volatile long[] full = {};

	KeptValues(int limit) {
		this.limit = limit;
	}

	/**
	 * Takes a value in where there is room. The name of what is beyond needs none.
	 * @param value the value
	 * @return whether it is kept, now or already
	 */
	boolean admits(String value) {
		long[] full = this.full;
		if (full.length > 0 && !has(full, value)) {
			return false;
		}
		return this.kept.get(value) != null || value.equals(BoundedValues.OTHER)
				|| (this.kept.size() < this.limit && take(value));
	}

	int size() {
		return this.kept.size();
	}

	private synchronized boolean take(String value) {
		if (this.kept.size() < this.limit) {
			this.kept.putIfAbsent(value, value);
			if (this.kept.size() == this.limit) {
				this.full = bits();
			}
			return true;
		}
		return this.kept.get(value) != null;
	}

	private long[] bits() {
		long[] bits = new long[Integer.highestOneBit(this.limit)];
		set(bits, BoundedValues.OTHER);
		this.kept.forEach((value) -> set(bits, value));
		return bits;
	}

	private static void set(long[] bits, String value) {
		int bit = bit(bits, value);
		bits[bit >>> 6] |= 1L << bit;
	}

	private static boolean has(long[] bits, String value) {
		int bit = bit(bits, value);
		return (bits[bit >>> 6] >>> bit & 1) != 0;
	}

	private static int bit(long[] bits, String value) {
		return (value.hashCode() * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(bits.length) - 5);
	}

}
