package io.sightglass.meters.llm.internal.wire;

import java.nio.ByteBuffer;
import java.util.Set;

import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads model, usage and the first token off a response while it passes by: JSON or event
 * stream, of OpenAI, Anthropic, Gemini or Ollama. It is fed what the application gets and
 * keeps none of it. One thread at a time feeds it.
 */
public final class WireReader {

	private static final Set<String> CONTENT = Set.of("content", "text", "thinking", "partial_json", "arguments",
			"reasoning_content", "response", "delta");

	private static final String COMPLETED = "completed";

	private final WireCounts counts = new WireCounts();

	private final JsonScanner scanner = new JsonScanner(new Finder());

	private @Nullable String model;

	private @Nullable String id;

	private @Nullable String finish;

	private @Nullable String error;

	private boolean tools;

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
	 * Whether nothing that came could be read.
	 * @return whether no object has come
	 */
	public boolean isEmpty() {
		return !this.objects;
	}

	/**
	 * The tokens so far, in disjoint kinds.
	 * @return the usage, or {@code null} where none was told
	 */
	public @Nullable LlmUsage usage() {
		return this.counts.usage();
	}

	public @Nullable String model() {
		return this.model;
	}

	public @Nullable String id() {
		return this.id;
	}

	/**
	 * Why the model stopped. A stream without a reason has not come to its end.
	 * @return the provider's word, or {@code null} where none was told
	 */
	public @Nullable String finish() {
		return (this.tools && COMPLETED.equals(this.finish)) ? "tool_calls" : this.finish;
	}

	/**
	 * What went wrong inside an answer that began well.
	 * @return the provider's code, or {@code null} where none was told
	 */
	public @Nullable String error() {
		return this.error;
	}

	private final class Finder implements JsonScanner.Listener {

		@Override
		public void text(String parent, String name, String value) {
			switch (name) {
				case "model", "modelVersion" -> WireReader.this.model = isOwn(parent) ? value : WireReader.this.model;
				case "finish_reason", "stop_reason", "finishReason", "done_reason" -> WireReader.this.finish = value;
				case "status" -> status(parent, value);
				case "reason" -> reason(parent, value);
				case "type", "code" -> kind(parent, value);
				case "id", "responseId" -> WireReader.this.id = isOwn(parent) ? value : WireReader.this.id;
				default -> {
					if (!value.isEmpty() && (CONTENT.contains(name) || isToolCall(parent, name))) {
						WireReader.this.content = true;
					}
				}
			}
		}

		@Override
		public void number(String parent, String name, long value) {
			WireReader.this.counts.count(name, value);
			// Older servers of Ollama end without a reason.
			if (name.equals("eval_count") && WireReader.this.finish == null) {
				WireReader.this.finish = "stop";
			}
		}

		private void status(String parent, String value) {
			if (isOwn(parent) && value.equals(COMPLETED)) {
				WireReader.this.finish = COMPLETED;
			}
		}

		private void reason(String parent, String value) {
			if (parent.equals("incomplete_details")) {
				WireReader.this.finish = value;
			}
		}

		private void kind(String parent, String value) {
			if (parent.equals("error") || (parent.isEmpty() && value.equals("error"))) {
				WireReader.this.error = value;
			}
			else if (parent.equals("output") && value.equals("function_call")) {
				WireReader.this.tools = true;
			}
			else if (parent.isEmpty() && value.startsWith("image_") && value.endsWith("." + COMPLETED)) {
				WireReader.this.finish = COMPLETED;
			}
		}

		@Override
		public void objectEnded() {
			WireReader.this.objects = true;
		}

		private static boolean isToolCall(String parent, String name) {
			return name.equals("name") && (parent.equals("function") || parent.equals("functionCall"));
		}

		// Not the id of a tool call: the answer's own, or that inside Anthropic's
		// message.
		private static boolean isOwn(String parent) {
			return parent.isEmpty() || parent.equals("message") || parent.equals("response");
		}

	}

}
