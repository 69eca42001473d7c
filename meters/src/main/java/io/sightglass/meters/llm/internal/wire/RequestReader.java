package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads the model and what else is asked for off a request while it passes by: off JSON,
 * or off a form of several parts, as sound is sent in. It keeps none of it and holds less
 * than 6 KB.
 */
public final class RequestReader implements JsonListener {

	// The last texts of a long prompt are enough to tell it from others.
	private static final int MAX_SAID = 256;

	private final JsonScanner scanner;

	private final Held model = new Held();

	private @Nullable FormParts form;

	private boolean begun;

	private int spoken;

	private boolean deferred;

	private boolean stream;

	private int[] said = {};

	private int texts;

	private final BufferBytes buffers = new BufferBytes(this::feed);

	public RequestReader() {
		this(WireShapes.REQUEST);
	}

	private RequestReader(JsonShape shape) {
		this.scanner = new JsonScanner(shape, this);
	}

	/**
	 * A reader that can tell prompts from each other.
	 * @return one that knows what is said in them, too
	 */
	public static RequestReader ofPrompt() {
		return new RequestReader(WireShapes.REQUEST_AND_PROMPT);
	}

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
			this.form = (bytes[offset] == '-') ? new FormParts() : null;
		}
		FormParts form = this.form;
		if (form == null) {
			this.scanner.feed(bytes, offset, offset + length);
		}
		else if (form.isReadBy(bytes, offset, offset + length) && form.field().length() > 0) {
			this.model.set(form.field());
		}
	}

	@Override
	public void value(WireField field, JsonText value) {
		if (field == WireField.MODEL || (field == WireField.AGENT && this.model.get() == null)) {
			this.model.set(value);
		}
		else if (field == WireField.DEFERRED) {
			this.deferred = true;
		}
		else if (field == WireField.STREAM) {
			this.stream = true;
		}
	}

	@Override
	public void length(WireField field, int characters, int hash) {
		if (field == WireField.SPOKEN) {
			this.spoken = characters;
			return;
		}
		int at = this.texts++ % MAX_SAID;
		if (at >= this.said.length) {
			this.said = Arrays.copyOf(this.said, Math.min(MAX_SAID, Math.max(4, 2 * this.said.length)));
		}
		this.said[at] = hash;
	}

	/**
	 * Hashes of what is said in the messages, of the last ones if they are many.
	 * @return the hashes of their bytes
	 */
	public int[] said() {
		return Arrays.copyOf(this.said, Math.min(this.texts, this.said.length));
	}

	public @Nullable String model() {
		return this.model.get();
	}

	/**
	 * Whether the answer is to be made in the background.
	 * @return whether no more than a name to ask for it by will be answered
	 */
	public boolean isDeferred() {
		return this.deferred;
	}

	/**
	 * Whether a stream is asked for.
	 * @return whether the answer is to come in pieces
	 */
	public boolean isStream() {
		return this.stream;
	}

	/**
	 * The length of the text that is sent as {@code input}, as that to be spoken is.
	 * @return how many characters it has
	 */
	public int spoken() {
		return this.spoken;
	}

}
