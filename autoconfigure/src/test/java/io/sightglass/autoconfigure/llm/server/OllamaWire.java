package io.sightglass.autoconfigure.llm.server;

import java.util.List;

/**
 * Ollama.
 */
class OllamaWire implements Wire {

	@Override
	public String whole(Wishes wishes) {
		return """
				{"model":"%s","created_at":"2026-08-01T00:00:00Z","message":{"role":"assistant",%s},"done":true,\
				"done_reason":"stop","prompt_eval_count":100,"eval_count":50}""".formatted(wishes.model(),
				said(wishes, "Hi"));
	}

	@Override
	public List<String> stream(Wishes wishes) {
		return List.of(DELAY, """
				{"model":"%s","created_at":"2026-08-01T00:00:00Z","message":{"role":"assistant",%s},"done":false}
				""".formatted(wishes.model(), said(wishes, "Hi")), """
				{"model":"%s","created_at":"2026-08-01T00:00:00Z","message":{"role":"assistant","content":""},\
				"done":true,"done_reason":"stop","prompt_eval_count":100,"eval_count":50}
				""".formatted(wishes.model()));
	}

	private static String said(Wishes wishes, String text) {
		return wishes.tool() ? "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"" + wishes.toolName()
				+ "\",\"arguments\":{}}}]" : "\"content\":\"" + text + "\"";
	}

}
