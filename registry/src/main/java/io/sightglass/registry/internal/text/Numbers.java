package io.sightglass.registry.internal.text;

/**
 * Numbers as {@link Double#toString(double)} and {@link Long#toString(long)} write them,
 * without a string where the number is whole.
 */
final class Numbers {

	// Below, a double holds each whole number exactly, so its digits are the shortest.
	private static final long EXACT = 1L << 53;

	// From here on, Double.toString writes an exponent.
	private static final long PLAIN = 10_000_000;

	private static final int MILLIS = 1000;

	private static final byte[] TENS = new byte[100];

	private static final byte[] ONES = new byte[100];

	static {
		for (int i = 0; i < TENS.length; i++) {
			TENS[i] = (byte) ('0' + i / 10);
			ONES[i] = (byte) ('0' + i % 10);
		}
	}

	private Numbers() {
	}

	static int write(double value, byte[] into, int at, StringBuilder digits) {
		long whole = (long) value;
		if (whole == value && whole < EXACT && whole > -EXACT && (whole != 0 || 1 / value > 0)) {
			return (whole < PLAIN && whole > -PLAIN) ? plain(whole, into, at) : withExponent(whole, into, at);
		}
		digits.setLength(0);
		if (value == Double.POSITIVE_INFINITY) {
			digits.append("+Inf");
		}
		else if (value == Double.NEGATIVE_INFINITY) {
			digits.append("-Inf");
		}
		else {
			digits.append(value);
		}
		int length = digits.length();
		for (int i = 0; i < length; i++) {
			into[at + i] = (byte) digits.charAt(i);
		}
		return at + length;
	}

	private static int plain(long whole, byte[] into, int at) {
		int end = write(whole, into, at);
		into[end] = '.';
		into[end + 1] = '0';
		return end + 2;
	}

	private static int withExponent(long whole, byte[] into, int at) {
		long rest = Math.abs(whole);
		int exponent = length(rest) - 1;
		while (rest % 10 == 0) {
			rest /= 10;
		}
		int position = at;
		if (whole < 0) {
			into[position++] = '-';
		}
		// One digit further, to make room for the point.
		int end = write(rest, into, position + 1);
		into[position] = into[position + 1];
		into[position + 1] = '.';
		if (end == position + 2) {
			into[end++] = '0';
		}
		into[end++] = 'E';
		return write((long) exponent, into, end);
	}

	static int write(long value, byte[] into, int at) {
		if (value < 0) {
			if (value == Long.MIN_VALUE) {
				byte[] text = Long.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
				System.arraycopy(text, 0, into, at, text.length);
				return at + text.length;
			}
			into[at] = '-';
			return write(-value, into, at + 1);
		}
		int end = at + length(value);
		int position = end;
		long rest = value;
		while (rest >= 100) {
			long quotient = rest / 100;
			int pair = (int) (rest - quotient * 100);
			into[--position] = ONES[pair];
			into[--position] = TENS[pair];
			rest = quotient;
		}
		into[--position] = ONES[(int) rest];
		if (rest >= 10) {
			into[--position] = TENS[(int) rest];
		}
		return end;
	}

	// A moment in seconds with three decimals.
	static int seconds(long millis, byte[] into, int at) {
		int point = write(millis / MILLIS, into, at);
		// 1000 to 1999, whose first digit gives way to the point.
		int end = write(MILLIS + millis % MILLIS, into, point);
		into[point] = '.';
		return end;
	}

	private static int length(long value) {
		int length = 1;
		for (long bound = 10; value >= bound; bound *= 10) {
			length++;
			if (length == 19) {
				break;
			}
		}
		return length;
	}

}
