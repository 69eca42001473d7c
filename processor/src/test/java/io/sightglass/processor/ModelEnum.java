package io.sightglass.processor;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An enum of a random program, and what its constants are called as tags.
 *
 * @param name its simple name
 * @param constants its constants
 * @param naming how it names them
 */
record ModelEnum(String name, List<String> constants, Naming naming) {

	String source() {
		String above = switch (this.naming) {
			case INHERITED -> " implements Shouted";
			case IMPLEMENTED -> " implements TagValue";
			default -> "";
		};
		String tag = switch (this.naming) {
			case NONE, INHERITED -> "";
			case SUFFIXED, IMPLEMENTED -> " public String tag() { return name() + \"x\"; }";
			case SAME -> " String tag() { return \"same\"; }";
			case NULL -> " String tag() { return null; }";
			case THROWING -> " String tag() { throw new IllegalStateException(); }";
		};
		return "enum %s%s { %s;%s }\n".formatted(this.name, above, String.join(", ", this.constants), tag);
	}

	String tag(@Nullable Object constant) {
		if (constant == null) {
			return "none";
		}
		return switch (this.naming) {
			case NONE, NULL, THROWING -> constant.toString().toLowerCase(Locale.ROOT);
			case INHERITED -> constant.toString().toUpperCase(Locale.ROOT);
			case SUFFIXED, IMPLEMENTED -> constant + "x";
			case SAME -> "same";
		};
	}

	/** How an enum names its constants. */
	enum Naming {

		NONE, SUFFIXED, SAME, NULL, THROWING, INHERITED, IMPLEMENTED

	}

}
