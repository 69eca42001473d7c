package io.sightglass.registry.internal.text;

/**
 * Text as Prometheus counts it: in bytes of UTF-8.
 */
public final class Utf8 {

	// Of one character in Java's count.
	private static final int MOST_BYTES = 3;

	private static final int HASH_LENGTH = 9;

	private Utf8() {
	}

	/**
	 * Whether a text has at most so many bytes.
	 * @param text the text
	 * @param limit how many
	 * @return true for most without looking at a character
	 */
	public static boolean fits(String text, int limit) {
		return (long) text.length() * MOST_BYTES <= limit || bytes(text) <= limit;
	}

	/**
	 * The bytes of a text.
	 * @param text the text
	 * @return how many there are at most: half of a pair alone may also be written as one
	 */
	public static long bytes(String text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i += chars(text, i)) {
			bytes += bytes(text, i);
		}
		return bytes;
	}

	/**
	 * The bytes of a text where quotation marks, backslashes and line feeds are escaped.
	 * @param text the text
	 * @return how many there are at most
	 */
	public static long escapedBytes(String text) {
		return bytes(text) + text.chars().filter((each) -> each == '"' || each == '\\' || each == '\n').count();
	}

	/**
	 * A text without halves of a pair, of which there is no UTF-8.
	 * @param text the text
	 * @return the same one, or with question marks in their places, as Java writes them
	 */
	public static String whole(String text) {
		StringBuilder whole = null;
		for (int i = 0; i < text.length(); i += chars(text, i)) {
			if (chars(text, i) == 1 && Character.isSurrogate(text.charAt(i))) {
				whole = (whole != null) ? whole : new StringBuilder(text);
				whole.setCharAt(i, '?');
			}
		}
		return (whole != null) ? whole.toString() : text;
	}

	/**
	 * A text with at most so many bytes. One that is longer ends with a hash of its
	 * whole, so that two of them stay two.
	 * @param text the text
	 * @param limit how many bytes it may have, more than a hash has
	 * @return the text, or its beginning, an underscore and eight digits
	 */
	public static String cut(String text, int limit) {
		return fits(text, limit) ? text : start(text, limit - HASH_LENGTH) + hash(text);
	}

	private static String start(String text, int limit) {
		int left = limit;
		int end = 0;
		while (end < text.length() && bytes(text, end) <= left) {
			left -= bytes(text, end);
			end += chars(text, end);
		}
		return text.substring(0, end);
	}

	// String's own is the same for "Aa" and "BB", wherever they stand.
	private static String hash(String text) {
		long hash = 0xcbf29ce484222325L;
		for (int i = 0; i < text.length(); i++) {
			hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
		}
		int mixed = (int) (hash ^ (hash >>> 32));
		return String.format("_%08x", mixed);
	}

	private static int chars(String text, int at) {
		return (Character.isHighSurrogate(text.charAt(at)) && at + 1 < text.length()
				&& Character.isLowSurrogate(text.charAt(at + 1))) ? 2 : 1;
	}

	private static int bytes(String text, int at) {
		char first = text.charAt(at);
		if (first < 0x80) {
			return 1;
		}
		return (first < 0x800) ? 2 : MOST_BYTES + chars(text, at) - 1;
	}

}
