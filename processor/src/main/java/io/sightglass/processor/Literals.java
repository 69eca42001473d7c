package io.sightglass.processor;

import com.palantir.javapoet.CodeBlock;

/**
 * Writes strings into code in ASCII, whatever encoding the compiler writes.
 */
final class Literals {

	private Literals() {
	}

	static CodeBlock of(String string) {
		StringBuilder literal = new StringBuilder("\"");
		for (int i = 0; i < string.length(); i++) {
			char c = string.charAt(i);
			switch (c) {
				case '"', '\\' -> literal.append('\\').append(c);
				case '\n' -> literal.append("\\n");
				case '\t' -> literal.append("\\t");
				default -> literal.append((c >= ' ' && c < 0x7f) ? String.valueOf(c) : octalOrUnicode(c));
			}
		}
		return CodeBlock.of("$L", literal.append('"'));
	}

	// The compiler takes the Unicode escape of a line end for one before it sees a
	// string.
	private static String octalOrUnicode(char c) {
		return (c < 0x80) ? "\\%03o".formatted((int) c) : "\\u%04x".formatted((int) c);
	}

}
