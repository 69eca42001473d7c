package io.sightglass.autoconfigure.llm.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Chat completions, embeddings and images of OpenAI.
 */
class OpenAiWire implements Wire {

	private static final String USAGE = """
			{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":40},\
			"completion_tokens_details":{"reasoning_tokens":20}}""";

	private static final String TOOLS = """
			"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"%s","arguments":"{}"}}]""";

	private final String path;

	OpenAiWire(String path) {
		this.path = path;
	}

	@Override
	public String whole(Wishes wishes) {
		if (this.path.endsWith("/embeddings")) {
			return """
					{"object":"list","model":"%s","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
					"usage":{"prompt_tokens":100,"total_tokens":100}}""".formatted(wishes.model());
		}
		if (this.path.endsWith("/images/generations")) {
			return "{\"created\":1,\"data\":[{\"url\":\"http://localhost/i.png\"}]}";
		}
		String said = wishes.tool() ? "\"content\":null," + TOOLS.formatted(wishes.toolName()) : "\"content\":\"Hi\"";
		return """
				{"id":"%s","object":"chat.completion","created":1,"model":"%s","choices":[{"index":0,"message":{"role":\
				"assistant",%s},"finish_reason":"%s"}],"usage":%s}""".formatted(wishes.id(), wishes.model(), said,
				finish(wishes), USAGE);
	}

	@Override
	public List<String> stream(Wishes wishes) {
		List<String> pieces = new ArrayList<>();
		pieces.add(chunk(wishes, "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]", "null"));
		pieces.add(DELAY);
		if (wishes.tool()) {
			pieces.add(chunk(wishes, "[{\"index\":0,\"delta\":{" + TOOLS.formatted(wishes.toolName()) + "}}]", "null"));
		}
		else {
			pieces.add(chunk(wishes, "[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]", "null"));
			pieces.add(chunk(wishes, "[{\"index\":0,\"delta\":{\"content\":\" you\"}}]", "null"));
		}
		pieces.add(chunk(wishes, "[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish(wishes) + "\"}]", "null"));
		if (wishes.usage()) {
			pieces.add(chunk(wishes, "[]", USAGE));
		}
		pieces.add("data: [DONE]\n\n");
		return pieces;
	}

	private static String finish(Wishes wishes) {
		return wishes.tool() ? "tool_calls" : wishes.filtered() ? "content_filter" : "stop";
	}

	private static String chunk(Wishes wishes, String choices, String usage) {
		return """
				data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"%s","choices":%s,"usage":%s}

				""".formatted(wishes.id(), wishes.model(), choices, usage);
	}

}
