package io.sightglass.registry.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The text of a number with a fraction, which is dear to write, for as long as the number
 * stays the same: most timers rest between two scrapes. It is made at the second sight,
 * so that a number that always moves leaves nothing behind. Scrapes may use it at once:
 * the number itself stands before the text.
 */
public final class Remembered {

	static final int START = Long.BYTES;

	private static final VarHandle BITS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private Remembered() {
	}

	public static boolean isOf(byte @Nullable [] text, double value) {
		return text != null && (long) BITS.get(text, 0) == Double.doubleToRawLongBits(value);
	}

	/**
	 * The text of a number.
	 * @param value the number
	 * @return its bits, and its text from {@link #START} on; nothing if it is not finite
	 */
	public static byte @Nullable [] text(double value) {
		if (!Double.isFinite(value)) {
			return null;
		}
		byte[] digits = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
		byte[] text = new byte[START + digits.length];
		BITS.set(text, 0, Double.doubleToRawLongBits(value));
		System.arraycopy(digits, 0, text, START, digits.length);
		// Whoever sees the array sees what is in it.
		VarHandle.storeStoreFence();
		return text;
	}

}
