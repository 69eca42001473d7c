package io.sightglass.meters.llm.price;

import java.io.StringReader;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The text of prices, and when its place says that it was changed.
 */
public final class DatedReader extends StringReader {

	private final @Nullable Instant changed;

	/**
	 * Reads a text.
	 * @param text the text
	 * @param changed when it was changed last, or null where that is not known
	 */
	public DatedReader(String text, @Nullable Instant changed) {
		super(text);
		this.changed = changed;
	}

	@Nullable Instant changed() {
		return this.changed;
	}

}
