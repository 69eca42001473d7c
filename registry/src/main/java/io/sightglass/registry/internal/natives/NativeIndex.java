package io.sightglass.registry.internal.natives;

import java.util.Arrays;

/**
 * The bucket of a native histogram that a value belongs to. Of schema s, bucket i takes
 * what is above 2^((i-1)/2^s) and not above 2^(i/2^s), so that each schema has twice as
 * many buckets as the one before.
 */
final class NativeIndex {

	static final int LEAST_SCHEMA = -4;

	static final int MOST_SCHEMA = 8;

	// Beyond all that a value above zero can be in.
	static final int ZERO = -(1 << 19);

	private static final int FRACTION_BITS = 52;

	private static final long FRACTION = (1L << FRACTION_BITS) - 1;

	private static final long HALF = Double.doubleToRawLongBits(0.5);

	private static final int BIAS = 1023;

	private static final double NORMAL = 0x1p54;

	// By schema, as the client library computes them: the upper bounds of the buckets
	// between a half and one, as bits, which have the order of the numbers.
	private static final long[][] BOUNDS = new long[MOST_SCHEMA + 1][];

	// The first bound that can be a value's, by what its fraction begins with.
	private static final short[][] FIRST = new short[MOST_SCHEMA + 1][];

	static {
		double[] coarser = { 0.5 };
		BOUNDS[0] = new long[] { HALF };
		for (int schema = 1; schema <= MOST_SCHEMA; schema++) {
			double[] bounds = finer(coarser, schema);
			BOUNDS[schema] = Arrays.stream(bounds).mapToLong(Double::doubleToRawLongBits).toArray();
			FIRST[schema] = new short[2 << schema];
			for (int i = 0, bound = 0; i < FIRST[schema].length; i++) {
				long least = HALF | ((long) i << (FRACTION_BITS - schema - 1));
				while (bound < bounds.length && BOUNDS[schema][bound] < least) {
					bound++;
				}
				FIRST[schema][i] = (short) bound;
			}
			coarser = bounds;
		}
	}

	private NativeIndex() {
	}

	// Half of them are those of the schema before, which is more exact.
	private static double[] finer(double[] coarser, int schema) {
		double[] bounds = new double[1 << schema];
		double base = Math.pow(2, Math.pow(2, -schema));
		for (int i = 0; i < bounds.length; i++) {
			bounds[i] = (i % 2 == 0) ? coarser[i / 2] : bounds[i - 1] * base;
		}
		return bounds;
	}

	/**
	 * The bucket of a value.
	 * @param value the value, above zero
	 * @param schema how fine the buckets are
	 * @return its index
	 */
	static int of(double value, int schema) {
		if (value == Double.POSITIVE_INFINITY) {
			return of(Double.MAX_VALUE, schema) + 1;
		}
		boolean small = value < Double.MIN_NORMAL;
		long bits = Double.doubleToRawLongBits(small ? value * NORMAL : value);
		int exponent = (int) (bits >>> FRACTION_BITS) - BIAS - (small ? 54 : 0);
		if (schema <= 0) {
			// A power of two is the upper bound of its bucket.
			return down(exponent + (((bits & FRACTION) == 0) ? 0 : 1), -schema);
		}
		long fraction = (bits & FRACTION) | HALF;
		long[] bounds = BOUNDS[schema];
		int i = FIRST[schema][(int) ((bits & FRACTION) >>> (FRACTION_BITS - schema - 1))];
		while (i < bounds.length && bounds[i] < fraction) {
			i++;
		}
		return i + (exponent << schema);
	}

	/**
	 * The bucket of a coarser schema that a bucket is part of.
	 * @param index a bucket
	 * @param steps how much coarser
	 * @return the other one's index
	 */
	static int down(int index, int steps) {
		return (index + (1 << steps) - 1) >> steps;
	}

}
