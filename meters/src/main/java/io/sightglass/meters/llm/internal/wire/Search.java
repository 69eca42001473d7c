package io.sightglass.meters.llm.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for either of two bytes, eight bytes at a time: most of an answer is text that
 * nobody asks for.
 */
final class Search {

	/** For the end of a text in JSON, and what escapes in it. */
	static final Search TEXT = new Search('"', '\\');

	/** For the end of a line. */
	static final Search LINE = new Search('\n', '\r');

	private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long ONES = 0x0101010101010101L;

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
		while (i + Long.BYTES <= to) {
			long eight = (long) EIGHT.get(bytes, i);
			if (((zeroOf(eight ^ this.ones) | zeroOf(eight ^ this.others)) & HIGHEST) != 0) {
				break;
			}
			i += Long.BYTES;
		}
		while (i < to && bytes[i] != this.one && bytes[i] != this.other) {
			i++;
		}
		return i;
	}

	// The highest bit of some byte is set where one of them is zero.
	private static long zeroOf(long eight) {
		return (eight - ONES) & ~eight;
	}

}
