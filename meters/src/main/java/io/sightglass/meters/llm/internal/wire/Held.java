package io.sightglass.meters.llm.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A text of an answer, as bytes until somebody asks: a stream repeats it in each chunk.
 */
final class Held {

	private final byte[] bytes = new byte[JsonText.MAX_BYTES];

	private int length = -1;

	private @Nullable String text;

	void set(JsonText value) {
		if (this.length < 0 || !value.is(this.bytes, this.length)) {
			this.length = value.copyTo(this.bytes);
			this.text = value.toString();
		}
	}

	void set(@Nullable String text) {
		this.length = -1;
		this.text = text;
	}

	@Nullable String get() {
		return this.text;
	}

}
