package io.sightglass.registry.internal.log;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Text from outside as it may be printed: it begins no line of its own, moves no cursor,
 * turns no direction of writing around, and is cut.
 */
public final class Printable {

	/** How many characters of a value are shown. */
	public static final int VALUE = 200;

	/** How many characters of a whole message are shown. */
	public static final int LINE = 4000;

	private static final String MORE = "...";

	private Printable() {
	}

	/**
	 * A value that came from outside.
	 * @param outside the value
	 * @return its first {@value #VALUE} characters, escaped
	 */
	public static String value(@Nullable String outside) {
		return escaped(String.valueOf(outside), VALUE);
	}

	/**
	 * A whole message.
	 * @param message the message, with what came from outside
	 * @return its first {@value #LINE} characters, escaped
	 */
	public static String line(@Nullable String message) {
		return escaped(String.valueOf(message), LINE);
	}

	/**
	 * A place without what is secret in it: user, password, query and fragment.
	 * @param place an address, a path, or what was meant to be one
	 * @return the place, escaped and cut
	 */
	public static String place(@Nullable String place) {
		String text = String.valueOf(place);
		if (!isAddress(text)) {
			// Whoever misspells an address may write a password with any character.
			int at = text.lastIndexOf('@');
			int scheme = text.indexOf("://");
			String start = (scheme > 0 && scheme < at) ? text.substring(0, scheme + 3) : "";
			text = (at < 0) ? text : start + "***" + text.substring(at);
		}
		int end = firstOf(text, '?', '#');
		return value((end < text.length()) ? text.substring(0, end) + "?***" : text);
	}

	// One whose only @ are behind its host.
	private static boolean isAddress(String text) {
		try {
			URI uri = new URI(text);
			return uri.getHost() != null && uri.getRawUserInfo() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static int firstOf(String text, char one, char other) {
		int first = text.indexOf(one);
		int second = text.indexOf(other);
		return Math.min((first < 0) ? text.length() : first, (second < 0) ? text.length() : second);
	}

	static boolean isPlain(@Nullable String text) {
		return text == null || (text.length() <= LINE && text.codePoints().noneMatch(Printable::isHidden));
	}

	private static String escaped(String text, int most) {
		if (text.length() <= most && text.codePoints().noneMatch(Printable::isHidden)) {
			return text;
		}
		StringBuilder shown = new StringBuilder(Math.min(text.length() + 16, most + 16));
		for (int i = 0; i < text.length();) {
			int next = text.codePointAt(i);
			i += Character.charCount(next);
			int length = shown.length();
			append(shown, next);
			if (shown.length() > most) {
				shown.setLength(length);
				return shown.append(MORE).toString();
			}
		}
		return shown.toString();
	}

	private static void append(StringBuilder shown, int next) {
		switch (next) {
			case '\n' -> shown.append("\\n");
			case '\r' -> shown.append("\\r");
			case '\t' -> shown.append("\\t");
			default -> {
				if (!isHidden(next)) {
					shown.appendCodePoint(next);
				}
				else if (Character.isBmpCodePoint(next)) {
					shown.append("\\u%04X".formatted(next));
				}
				else {
					shown.append("\\u{%X}".formatted(next));
				}
			}
		}
	}

	private static boolean isHidden(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

}
