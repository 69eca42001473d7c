package io.sightglass.autoconfigure.llm.server;

import java.util.List;

/**
 * Gemini.
 */
class GeminiWire implements Wire {

	private static final String USAGE = """
			{"promptTokenCount":100,"candidatesTokenCount":30,"cachedContentTokenCount":40,"thoughtsTokenCount":20,\
			"totalTokenCount":150}""";

	@Override
	public String whole(Wishes wishes) {
		return """
				{"candidates":[{"content":{"parts":[%s]},"finishReason":"%s"}],"modelVersion":"%s","responseId":"%s",\
				"usageMetadata":%s}""".formatted(said(wishes), wishes.filtered() ? "SAFETY" : "STOP", wishes.model(),
				wishes.id(), USAGE);
	}

	@Override
	public List<String> stream(Wishes wishes) {
		return List.of(DELAY,
				"data: {\"candidates\":[{\"content\":{\"parts\":[" + said(wishes) + "]}}]," + named(wishes) + "}\n\n",
				"data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},\"finishReason\":\""
						+ (wishes.filtered() ? "SAFETY" : "STOP") + "\"}]," + named(wishes) + ",\"usageMetadata\":"
						+ USAGE + "}\n\n");
	}

	private static String named(Wishes wishes) {
		return "\"modelVersion\":\"" + wishes.model() + "\",\"responseId\":\"" + wishes.id() + "\"";
	}

	private static String said(Wishes wishes) {
		return wishes.tool() ? "{\"functionCall\":{\"name\":\"" + wishes.toolName() + "\",\"args\":{}}}"
				: "{\"text\":\"Hi\"}";
	}

}
