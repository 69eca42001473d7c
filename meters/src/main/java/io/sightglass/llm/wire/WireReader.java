package io.sightglass.llm.wire;

import java.nio.ByteBuffer;
import java.util.Set;

import io.sightglass.llm.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads model, usage and the first token off a response while it passes by: JSON or event
 * stream, of OpenAI, Anthropic, Gemini or Ollama. It is fed what the application gets and
 * keeps none of it. One thread at a time feeds it.
 */
public final class WireReader {

	private static final Set<String> CONTENT = Set.of("content", "text", "thinking", "partial_json", "arguments",
			"reasoning_content", "response", "delta");

	private final WireCounts counts = new WireCounts();

	private final JsonScanner scanner = new JsonScanner(new Finder());

	private @Nullable String model;

	private @Nullable String id;

	private @Nullable String finish;

	private volatile boolean content;

	private volatile boolean objects;

	/**
	 * Reads on.
	 * @param bytes what came; its position stays where it is
	 */
	public void feed(ByteBuffer bytes) {
		for (int i = bytes.position(); i < bytes.limit(); i++) {
			this.scanner.feed(bytes.get(i));
		}
	}

	public void feed(byte[] bytes, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			this.scanner.feed(bytes[i]);
		}
	}

	public void feed(byte next) {
		this.scanner.feed(next);
	}

	/**
	 * Whether something that the model said has passed.
	 * @return whether the first token has come
	 */
	public boolean hasContent() {
		return this.content;
	}

	/**
	 * Whether all that came was whole.
	 * @return whether at least one object came, and none was cut off
	 */
	public boolean isWhole() {
		return this.objects && this.scanner.isBetweenObjects();
	}

	/**
	 * The tokens so far, in disjoint kinds.
	 * @return the usage, or {@code null} where none was told
	 */
	public @Nullable TokenUsage usage() {
		return this.counts.usage();
	}

	public @Nullable String model() {
		return this.model;
	}

	public @Nullable String id() {
		return this.id;
	}

	public @Nullable String finish() {
		return this.finish;
	}

	private final class Finder implements JsonScanner.Listener {

		@Override
		public void text(String parent, String name, String value) {
			switch (name) {
				case "model", "modelVersion" -> WireReader.this.model = isOwn(parent) ? value : WireReader.this.model;
				case "finish_reason", "stop_reason", "finishReason", "done_reason" -> WireReader.this.finish = value;
				case "id", "responseId" -> WireReader.this.id = isOwn(parent) ? value : WireReader.this.id;
				default -> {
					if (!value.isEmpty() && CONTENT.contains(name)) {
						WireReader.this.content = true;
					}
				}
			}
		}

		@Override
		public void number(String parent, String name, long value) {
			WireReader.this.counts.count(name, value);
		}

		@Override
		public void objectEnded() {
			WireReader.this.objects = true;
		}

		// Not the id of a tool call: the answer's own, or that inside Anthropic's
		// message.
		private static boolean isOwn(String parent) {
			return parent.isEmpty() || parent.equals("message") || parent.equals("response");
		}

	}

}
