package io.sightglass.autoconfigure.llm.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Answers in the format that belongs to a path.
 */
final class WireFormats {

	static final String DELAY = "<delay>";

	static final String HANG = "<hang>";

	private static final String OPENAI_USAGE = """
			{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":40},\
			"completion_tokens_details":{"reasoning_tokens":20}}""";

	private static final String ANTHROPIC_USAGE = """
			{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":40,"cache_creation_input_tokens":8}""";

	private static final String GEMINI_USAGE = """
			{"promptTokenCount":100,"candidatesTokenCount":30,"cachedContentTokenCount":40,"thoughtsTokenCount":20}""";

	private WireFormats() {
	}

	static String whole(String path, String body, String id) {
		String model = Wishes.model(body);
		if (path.endsWith("/embeddings")) {
			return """
					{"object":"list","model":"%s","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
					"usage":{"prompt_tokens":100,"total_tokens":100}}""".formatted(model);
		}
		if (path.endsWith("/images/generations")) {
			return "{\"created\":1,\"data\":[{\"url\":\"http://localhost/i.png\"}]}";
		}
		if (path.endsWith("/messages")) {
			return """
					{"id":"%s","type":"message","role":"assistant","model":"%s","content":[{"type":"text","text":"Hi"}],\
					"stop_reason":"end_turn","usage":%s}"""
				.formatted(id, model, ANTHROPIC_USAGE);
		}
		if (path.contains(":generateContent")) {
			return """
					{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"modelVersion":"x",\
					"usageMetadata":%s}""".formatted(GEMINI_USAGE);
		}
		if (path.contains("/api/")) {
			return """
					{"model":"%s","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop",\
					"prompt_eval_count":100,"eval_count":50}""".formatted(model);
		}
		return """
				{"id":"%s","object":"chat.completion","created":1,"model":"%s","choices":[{"index":0,"message":{"role":\
				"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":%s}""".formatted(id, model, OPENAI_USAGE);
	}

	// 32 MB in one string, without usage.
	static List<String> huge() {
		List<String> pieces = new ArrayList<>();
		pieces.add("{\"data\":\"");
		pieces.addAll(Collections.nCopies(32, "x".repeat(1024 * 1024)));
		pieces.add("\"}");
		return pieces;
	}

	static List<String> stream(String path, String body, String id) {
		List<String> pieces = new ArrayList<>();
		boolean cut = body.contains("cut");
		boolean hang = body.contains("hang");
		if (path.endsWith("/messages")) {
			pieces.add(event("message_start",
					"""
							{"type":"message_start","message":{"id":"%s","type":"message","role":"assistant","model":"%s","content":[],\
							"stop_reason":null,"usage":{"input_tokens":100,"output_tokens":1,"cache_read_input_tokens":40,\
							"cache_creation_input_tokens":8}}}"""
						.formatted(id, Wishes.model(body))));
			pieces.add(event("content_block_start",
					"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));
			pieces.add(DELAY);
			pieces.add(event("content_block_delta",
					"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}"));
			pieces.add(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
			pieces.add(event("message_delta", """
					{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":%s}"""
				.formatted(ANTHROPIC_USAGE)));
			pieces.add(event("message_stop", "{\"type\":\"message_stop\"}"));
			return pieces;
		}
		if (path.contains("Generate")) {
			pieces.add(DELAY);
			pieces.add("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n");
			pieces
				.add("data: {\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":" + GEMINI_USAGE + "}\n\n");
			return pieces;
		}
		if (path.contains("/api/")) {
			pieces.add(DELAY);
			pieces.add("{\"model\":\"m\",\"message\":{\"content\":\"Hi\"},\"done\":false}\n");
			pieces.add(whole(path, body, id) + "\n");
			return pieces;
		}
		return openAi(body, id, cut, hang);
	}

	private static List<String> openAi(String body, String id, boolean cut, boolean hang) {
		List<String> pieces = new ArrayList<>();
		pieces.add(chunk(id, body, "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]", "null"));
		pieces.add(DELAY);
		pieces.add(chunk(id, body, "[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]", "null"));
		if (hang) {
			pieces.add(HANG);
		}
		if (cut) {
			return pieces;
		}
		pieces.add(chunk(id, body, "[{\"index\":0,\"delta\":{\"content\":\" you\"}}]", "null"));
		pieces.add(chunk(id, body, "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null"));
		if (Wishes.usage(body)) {
			pieces.add(chunk(id, body, "[]", OPENAI_USAGE));
		}
		pieces.add("data: [DONE]\n\n");
		return pieces;
	}

	private static String chunk(String id, String body, String choices, String usage) {
		return """
				data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"%s","choices":%s,"usage":%s}

				""".formatted(id, Wishes.model(body), choices, usage);
	}

	private static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

}
