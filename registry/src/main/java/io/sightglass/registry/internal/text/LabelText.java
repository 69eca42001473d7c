package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

/**
 * Labels as the client library writes them. The text is all that is kept of them, and two
 * of the same names can be compared by it.
 */
public final class LabelText {

	/** By the values; the names are the same. */
	public static final Comparator<byte[]> ORDER = LabelText::compare;

	private LabelText() {
	}

	/**
	 * What stands between a sample's name and its value.
	 * @param labels the labels
	 * @return the labels in braces, if there are any, and a space
	 */
	public static byte[] of(Labels labels) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < labels.size(); i++) {
			text.append((i > 0) ? ',' : '{');
			name(labels.getPrometheusName(i), text);
			text.append("=\"");
			escape(labels.getValue(i), text);
			text.append('"');
		}
		if (labels.size() > 0) {
			text.append('}');
		}
		return text.append(' ').toString().getBytes(StandardCharsets.UTF_8);
	}

	// A name with a colon is a metric's name, not a label's, and stands in quotes.
	private static void name(String name, StringBuilder text) {
		if (PrometheusNaming.isValidLegacyLabelName(name)) {
			text.append(name);
		}
		else {
			text.append('"');
			escape(name, text);
			text.append('"');
		}
	}

	private static void escape(String value, StringBuilder text) {
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			switch (character) {
				case '\\' -> text.append("\\\\");
				case '"' -> text.append("\\\"");
				case '\n' -> text.append("\\n");
				default -> text.append(character);
			}
		}
	}

	/**
	 * Whether the text says all of the values.
	 * @param labels the labels
	 * @return false where half of a surrogate pair stands alone
	 */
	public static boolean isWhole(Labels labels) {
		for (int i = 0; i < labels.size(); i++) {
			if (labels.getValue(i).codePoints().anyMatch((point) -> Character.getType(point) == Character.SURROGATE)) {
				return false;
			}
		}
		return true;
	}

	// As String.compareTo compares the values.
	private static int compare(byte[] left, byte[] right) {
		int at = Arrays.mismatch(left, right);
		if (at < 0 || at >= Math.min(left.length, right.length)) {
			return Integer.compare(left.length, right.length);
		}
		boolean escaped = isEscaped(left, at);
		if (!escaped && (left[at] == '"' || right[at] == '"')) {
			// One value ends here, the other goes on.
			return (left[at] == '"') ? -1 : 1;
		}
		int start = at;
		while ((left[start] & 0xC0) == 0x80 && (right[start] & 0xC0) == 0x80) {
			start--;
		}
		return codeUnits(left, start, escaped).compareTo(codeUnits(right, start, escaped));
	}

	private static boolean isEscaped(byte[] text, int at) {
		int backslashes = 0;
		while (at > backslashes && text[at - backslashes - 1] == '\\') {
			backslashes++;
		}
		return backslashes % 2 == 1;
	}

	private static String codeUnits(byte[] text, int at, boolean escaped) {
		int from = at;
		if (!escaped && text[at] == '\\') {
			from++;
		}
		if ((from > at || escaped) && text[from] == 'n') {
			return "\n";
		}
		int to = from + 1;
		while (to < text.length && (text[to] & 0xC0) == 0x80) {
			to++;
		}
		return new String(text, from, to - from, StandardCharsets.UTF_8);
	}

}
