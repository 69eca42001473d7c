package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads the model off a request while it passes by: off JSON, or off a form of several
 * parts, as sound is sent in. It keeps none of it and holds less than 2 KB.
 */
public final class RequestReader implements JsonListener {

	private static final byte[] NAME = "name=\"model\"".getBytes(StandardCharsets.US_ASCII);

	private static final int BLANK_LINE = 4;

	private final JsonScanner scanner = new JsonScanner(WireShapes.REQUEST, this);

	private final Held model = new Held();

	private final JsonText part = new JsonText();

	private boolean begun;

	private boolean form;

	private int matched;

	private int lineEnds;

	private boolean partRead;

	private int spoken;

	private final BufferBytes buffers = new BufferBytes(this::feed);

	/**
	 * Reads on.
	 * @param bytes what is sent; its position stays where it is
	 */
	public void feed(ByteBuffer bytes) {
		this.buffers.feed(bytes);
	}

	public void feed(byte[] bytes, int offset, int length) {
		if (!this.begun && length > 0) {
			this.begun = true;
			this.form = bytes[offset] == '-';
		}
		if (!this.form) {
			this.scanner.feed(bytes, offset, offset + length);
			return;
		}
		for (int i = offset; i < offset + length && !this.partRead; i++) {
			form(bytes[i]);
		}
	}

	// The name of the part, whatever stands to the end of its head, a blank line and the
	// value to the end of its line.
	private void form(byte next) {
		if (this.matched < NAME.length) {
			this.matched = (next == NAME[this.matched]) ? this.matched + 1 : (next == NAME[0]) ? 1 : 0;
		}
		else if (this.lineEnds < BLANK_LINE) {
			this.lineEnds = (next == '\r' || next == '\n') ? this.lineEnds + 1 : 0;
		}
		else if (next == '\r' || next == '\n') {
			this.partRead = true;
			this.model.set(this.part);
		}
		else {
			this.part.keep(next);
		}
	}

	@Override
	public void value(WireField field, JsonText value) {
		if (field == WireField.MODEL) {
			this.model.set(value);
		}
	}

	@Override
	public void length(int characters) {
		this.spoken = characters;
	}

	public @Nullable String model() {
		return this.model.get();
	}

	/**
	 * The length of the text that is sent as {@code input}, as that to be spoken is.
	 * @return how many characters it has
	 */
	public int spoken() {
		return this.spoken;
	}

}
