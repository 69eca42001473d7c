package io.sightglass.meters.llm.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for either of two bytes, 32 at a time: most of an answer is text that nobody asks
 * for.
 */
final class Search {

	/** For the end of a text in JSON, and what escapes in it. */
	static final Search TEXT = new Search('"', '\\');

	/** For the end of a line. */
	static final Search LINE = new Search('\n', '\r');

	private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int STEP = 32;

	private static final long ONES = 0x0101010101010101L;

	private static final long QUOTES = ONES * '"';

	private static final long HIGHEST = 0x8080808080808080L;

	private final byte one;

	private final byte other;

	private final long ones;

	private final long others;

	private Search(char one, char other) {
		this.one = (byte) one;
		this.other = (byte) other;
		this.ones = ONES * one;
		this.others = ONES * other;
	}

	/**
	 * Finds the first.
	 * @param bytes where to look
	 * @param from where to begin
	 * @param to where to end
	 * @return its place, or the end where there is none
	 */
	int first(byte[] bytes, int from, int to) {
		int i = from;
		while (i <= to - STEP
				&& ((in(bytes, i) | in(bytes, i + 8) | in(bytes, i + 16) | in(bytes, i + 24)) & HIGHEST) == 0) {
			i += STEP;
		}
		for (; i <= to - Long.BYTES; i += Long.BYTES) {
			long found = in(bytes, i) & HIGHEST;
			if (found != 0) {
				return i + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (i < to && bytes[i] != this.one && bytes[i] != this.other) {
			i++;
		}
		return i;
	}

	/**
	 * Finds the first quote. That is half the work, and most of what is done.
	 * @param bytes where to look
	 * @param from where to begin
	 * @param to where to end
	 * @return its place, or the end where there is none
	 */
	static int quote(byte[] bytes, int from, int to) {
		int i = from;
		while (i <= to - STEP
				&& ((quoteIn(bytes, i) | quoteIn(bytes, i + 8) | quoteIn(bytes, i + 16) | quoteIn(bytes, i + 24))
						& HIGHEST) == 0) {
			i += STEP;
		}
		for (; i <= to - Long.BYTES; i += Long.BYTES) {
			long found = quoteIn(bytes, i) & HIGHEST;
			if (found != 0) {
				return i + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (i < to && bytes[i] != '"') {
			i++;
		}
		return i;
	}

	private static long quoteIn(byte[] bytes, int at) {
		long eight = (long) EIGHT.get(bytes, at);
		return ((eight ^ QUOTES) - ONES) & ~eight;
	}

	// The first byte whose highest bit is set is there: taking one from nothing sets it,
	// and maybe those of later bytes. Bytes that have it themselves are none that we look
	// for.
	private long in(byte[] bytes, int at) {
		long eight = (long) EIGHT.get(bytes, at);
		return (((eight ^ this.ones) - ONES) | ((eight ^ this.others) - ONES)) & ~eight;
	}

}
