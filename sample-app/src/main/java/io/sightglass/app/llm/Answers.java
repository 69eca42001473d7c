package io.sightglass.app.llm;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the model server says.
 */
final class Answers {

	private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");

	private static final String USAGE = """
			{"prompt_tokens":120,"completion_tokens":60,"total_tokens":180,"prompt_tokens_details":{"cached_tokens":40},\
			"completion_tokens_details":{"reasoning_tokens":16}}""";

	private Answers() {
	}

	static boolean streams(String request) {
		return request.matches("(?s).*\"stream\"\\s*:\\s*true.*");
	}

	static int status(String request, @Nullable String attempt) {
		if (request.contains("busy")) {
			return "0".equals(attempt) ? 429 : 200;
		}
		return request.contains("forbidden") ? 401 : request.contains("broken") ? 500 : 200;
	}

	/**
	 * What the next callers are still allowed, as OpenAI's headers write it.
	 * @param number how many have been answered
	 * @return headers
	 */
	static Map<String, String> limits(int number) {
		return Map.of("x-ratelimit-remaining-requests", "" + (999 - number % 1000), "x-ratelimit-reset-requests", "6s",
				"x-ratelimit-remaining-tokens", "" + (199_820 - number % 1000 * 180), "x-ratelimit-reset-tokens",
				"1m12s");
	}

	static List<String> pieces(String path, String request, int status, String id) {
		if (status != 200) {
			return List.of("{\"error\":{\"message\":\"not today\",\"type\":\"demo\"}}");
		}
		if (path.endsWith("/embeddings")) {
			return List.of("""
					{"object":"list","model":"%s","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
					"usage":{"prompt_tokens":24,"total_tokens":24}}""".formatted(model(request)));
		}
		if (path.endsWith("/rerank")) {
			return List
				.of("{\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"meta\":{\"billed_units\":{\"search_units\":1}}}");
		}
		if (request.contains("mumble")) {
			return List.of("this is no JSON");
		}
		if (streams(request)) {
			return List.of(chunk(id, request, delta("Let"), "null"), chunk(id, request, delta(" me see"), "null"),
					chunk(id, request, "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "null"),
					chunk(id, request, "[]", USAGE), "data: [DONE]\n\n");
		}
		boolean wantsTool = request.contains("\"tools\"") && !request.contains("\"tool_call_id\"");
		return List.of("""
				{"id":"%s","object":"chat.completion","created":1,"model":"%s","choices":[%s],"usage":%s}"""
			.formatted(id, model(request), wantsTool ? tool() : said(), USAGE));
	}

	private static String said() {
		return "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"It is fine.\"},\"finish_reason\":\"stop\"}";
	}

	private static String tool() {
		return """
				{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
				"function":{"name":"pressure","arguments":"{\\"pipe\\":\\"north\\"}"}}]},"finish_reason":"tool_calls"}""";
	}

	private static String delta(String text) {
		return "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]";
	}

	private static String chunk(String id, String request, String choices, String usage) {
		return """
				data: {"id":"%s","object":"chat.completion.chunk","created":1,"model":"%s","choices":%s,"usage":%s}

				""".formatted(id, model(request), choices, usage);
	}

	private static String model(String request) {
		Matcher model = MODEL.matcher(request);
		String asked = model.find() ? model.group(1) : "unnamed";
		// A name that has moved to a newer model.
		return asked.equals("our-own-model") ? "our-own-model-2" : asked;
	}

}
