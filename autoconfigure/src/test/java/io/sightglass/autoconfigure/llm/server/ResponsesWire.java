package io.sightglass.autoconfigure.llm.server;

import java.util.ArrayList;
import java.util.List;

/**
 * OpenAI's Responses.
 */
class ResponsesWire implements Wire {

	private static final String USAGE = """
			{"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":50,\
			"output_tokens_details":{"reasoning_tokens":20},"total_tokens":150}""";

	@Override
	public String whole(Wishes wishes) {
		String text = "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\","
				+ "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\",\"annotations\":[]}]}";
		String reasoning = "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}";
		return response(wishes, wishes.filtered() ? "incomplete" : "completed",
				"[" + reasoning + "," + (wishes.tool() ? tool(wishes) : text) + "]", USAGE);
	}

	@Override
	public List<String> stream(Wishes wishes) {
		List<String> pieces = new ArrayList<>();
		pieces.add(numbered("response.created", 0, response(wishes, "in_progress", "[]", "null")));
		pieces.add(DELAY);
		if (wishes.tool()) {
			pieces.add(item("response.output_item.added", 1, wishes));
			pieces.add(item("response.output_item.done", 2, wishes));
		}
		else {
			pieces.add(Wire.event("response.output_text.delta", """
					{"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":1,\
					"content_index":0,"logprobs":[],"delta":"Hi"}"""));
		}
		pieces.add(numbered(wishes.filtered() ? "response.incomplete" : "response.completed", 3, whole(wishes)));
		return pieces;
	}

	private static String tool(Wishes wishes) {
		return "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"" + wishes.toolName()
				+ "\",\"arguments\":\"{}\",\"status\":\"completed\"}";
	}

	private static String item(String type, int number, Wishes wishes) {
		return Wire.event(type, "{\"type\":\"%s\",\"sequence_number\":%d,\"output_index\":1,\"item\":%s}"
			.formatted(type, number, tool(wishes)));
	}

	private static String numbered(String type, int number, String response) {
		return Wire.event(type,
				"{\"type\":\"%s\",\"sequence_number\":%d,\"response\":%s}".formatted(type, number, response));
	}

	private static String response(Wishes wishes, String status, String output, String usage) {
		String incomplete = status.equals("incomplete") ? "{\"reason\":\"content_filter\"}" : "null";
		return """
				{"id":"%s","object":"response","created_at":1,"status":"%s","error":null,"incomplete_details":%s,\
				"instructions":null,"model":"%s","output":%s,"parallel_tool_calls":true,"temperature":1.0,\
				"tool_choice":"auto","tools":[],"top_p":1.0,"text":{"format":{"type":"text"}},"metadata":{},"usage":%s}"""
			.formatted(wishes.id(), status, incomplete, wishes.model(), output, usage);
	}

}
