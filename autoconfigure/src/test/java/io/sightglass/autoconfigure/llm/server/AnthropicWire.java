package io.sightglass.autoconfigure.llm.server;

import java.util.List;

/**
 * Messages of Anthropic.
 */
class AnthropicWire implements Wire {

	private static final String USAGE = """
			{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":40,"cache_creation_input_tokens":8}""";

	@Override
	public String whole(Wishes wishes) {
		String said = wishes.tool() ? toolUse(wishes) : "{\"type\":\"text\",\"text\":\"Hi\"}";
		return """
				{"id":"%s","type":"message","role":"assistant","model":"%s","content":[%s],"stop_reason":"%s",\
				"stop_sequence":null,"usage":%s}""".formatted(wishes.id(), wishes.model(), said, finish(wishes), USAGE);
	}

	@Override
	public List<String> stream(Wishes wishes) {
		String block = wishes.tool() ? toolUse(wishes) : "{\"type\":\"text\",\"text\":\"\"}";
		String delta = wishes.tool() ? "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"
				: "{\"type\":\"text_delta\",\"text\":\"Hi\"}";
		return List.of(
				Wire.event("message_start",
						"""
								{"type":"message_start","message":{"id":"%s","type":"message","role":"assistant","model":"%s","content":[],\
								"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":100,"output_tokens":1,\
								"cache_read_input_tokens":40,"cache_creation_input_tokens":8}}}"""
							.formatted(wishes.id(), wishes.model())),
				Wire.event("content_block_start",
						"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}"),
				DELAY,
				Wire.event("content_block_delta",
						"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}"),
				Wire.event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
				Wire.event("message_delta",
						"""
								{"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},"usage":%s}"""
							.formatted(finish(wishes), USAGE)),
				Wire.event("message_stop", "{\"type\":\"message_stop\"}"));
	}

	private static String toolUse(Wishes wishes) {
		return "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"" + wishes.toolName() + "\",\"input\":{}}";
	}

	private static String finish(Wishes wishes) {
		return wishes.tool() ? "tool_use" : wishes.filtered() ? "refusal" : "end_turn";
	}

}
