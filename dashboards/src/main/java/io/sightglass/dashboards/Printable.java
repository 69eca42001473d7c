package io.sightglass.dashboards;

/**
 * What others wrote, as a terminal and a page may show it: on one line, and without
 * characters that move the cursor, change colours or turn the direction of writing.
 */
public final class Printable {

	private Printable() {
	}

	/**
	 * A text of others.
	 * @param text the text
	 * @param most how many characters of it are shown
	 * @return the text with such characters as {@code \\u001b}, and cut
	 */
	public static String of(String text, int most) {
		StringBuilder shown = new StringBuilder();
		for (int i = 0; i < text.length();) {
			if (shown.length() >= most) {
				return shown.append("...").toString();
			}
			int character = text.codePointAt(i);
			i += Character.charCount(character);
			if (isShown(character)) {
				shown.appendCodePoint(character);
			}
			else {
				shown.append("\\u")
					.append((character > 0xFFFF) ? "{%x}".formatted(character) : "%04x".formatted(character));
			}
		}
		return shown.toString();
	}

	private static boolean isShown(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
