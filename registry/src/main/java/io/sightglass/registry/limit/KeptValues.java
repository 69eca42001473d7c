package io.sightglass.registry.limit;

import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.registry.tag.BoundedValues;

/**
 * The values of a tag that are kept, at most so many: first come, first kept, until the
 * last meter that has one is removed.
 */
final class KeptValues {

	private static final long[] NOT_FULL = {};

	private final BoundedSet<String> kept;

	private final int limit;

	private final String other;

	// Once there is no room: a bit for each value that is kept, in so many that most
	// of the others are known by theirs, and the same branch is taken.
	private volatile long[] full = NOT_FULL;

	KeptValues(int limit) {
		this(limit, BoundedValues.OTHER, new AtomicBoolean());
	}

	KeptValues(int limit, String other, AtomicBoolean watching) {
		this.kept = new BoundedSet<>(limit, watching);
		this.limit = limit;
		this.other = other;
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
		return this.kept.contains(value) || value.equals(this.other) || (this.kept.size() < this.limit && take(value));
	}

	/**
	 * Whether there is no room for a value, without taking any.
	 * @param value the value
	 * @return whether {@link #admits} would say no
	 */
	boolean turnsAway(String value) {
		long[] full = this.full;
		if (full.length > 0 && !has(full, value)) {
			return true;
		}
		return !this.kept.contains(value) && !value.equals(this.other) && this.kept.size() >= this.limit;
	}

	void use(String value) {
		this.kept.use(value);
	}

	/**
	 * A meter that has a value is gone.
	 * @param value the value
	 */
	synchronized void leave(String value) {
		if (this.kept.leave(value)) {
			this.full = NOT_FULL;
		}
	}

	int size() {
		return this.kept.size();
	}

	/**
	 * Takes a value in, whether there is room or not.
	 * @param value the value
	 */
	synchronized void keep(String value) {
		if (!value.equals(this.other)) {
			this.kept.keep(value);
			this.full = (this.kept.size() >= this.limit) ? bits() : NOT_FULL;
		}
	}

	private synchronized boolean take(String value) {
		boolean taken = this.kept.admits(value);
		if (taken && this.kept.size() == this.limit) {
			this.full = bits();
		}
		return taken;
	}

	private long[] bits() {
		long[] bits = new long[Integer.highestOneBit(Math.max(0, this.limit))];
		if (bits.length == 0) {
			return NOT_FULL;
		}
		set(bits, this.other);
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
