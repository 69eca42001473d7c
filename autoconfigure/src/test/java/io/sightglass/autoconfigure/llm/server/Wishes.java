package io.sightglass.autoconfigure.llm.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks of the server, by the words of its prompt.
 *
 * @param path the request's path
 * @param body the request's body
 * @param number which request it is
 * @param again whether an SDK says that it asked before
 */
record Wishes(String path, String body, int number, boolean again) {

	private static final Pattern STATUS = Pattern.compile("status (\\d{3})( once)?");

	private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");

	private static final Pattern MODEL_IN_PATH = Pattern.compile("/models/([^:/]+):");

	private static final Pattern TOOL = Pattern.compile("use tool (\\w+)");

	private static final Pattern TOOL_RESULT = Pattern.compile("\"role\"\\s*:\\s*\"tool\"|\"tool_result\"");

	int status() {
		Matcher wish = STATUS.matcher(this.body);
		boolean failing = wish.find() && (wish.group(2) == null || !this.again);
		return failing ? Integer.parseInt(wish.group(1)) : 200;
	}

	String error() {
		String code = this.body.contains("too long") ? "context_length_exceeded"
				: filtered() ? "content_filter" : "some_error";
		return "{\"type\":\"error\",\"error\":{\"message\":\"" + code + "\",\"type\":\"error\",\"code\":\"" + code
				+ "\"}}";
	}

	boolean garbage() {
		return this.body.contains("garbage");
	}

	boolean huge() {
		return this.body.contains("huge");
	}

	boolean filtered() {
		return this.body.contains("filtered");
	}

	boolean tool() {
		return TOOL.matcher(this.body).find() && !TOOL_RESULT.matcher(this.body).find();
	}

	String toolName() {
		Matcher tool = TOOL.matcher(this.body);
		return tool.find() ? tool.group(1) : "none";
	}

	boolean streams() {
		return this.path.contains("streamGenerateContent") || this.body.matches("(?s).*\"stream\"\\s*:\\s*true.*");
	}

	boolean usage() {
		return this.body.matches("(?s).*\"include_usage\"\\s*:\\s*true.*");
	}

	String model() {
		Matcher model = MODEL.matcher(this.body);
		if (model.find()) {
			return model.group(1);
		}
		Matcher inPath = MODEL_IN_PATH.matcher(this.path);
		return inPath.find() ? inPath.group(1) : "unnamed";
	}

	String id() {
		return "id-" + this.number;
	}

	/**
	 * The answer in the pieces in which it is sent.
	 * @return the pieces
	 */
	List<String> pieces() {
		if (garbage()) {
			return List.of(streams() ? "data: {\"not\": [json\n\n" : "<<< {\"not\": [json");
		}
		Wire wire = Wire.at(this.path);
		if (!streams()) {
			String whole = wire.whole(this);
			return this.body.contains("cut") ? List.of(whole.substring(0, whole.length() / 3), Wire.BREAK)
					: List.of(whole);
		}
		List<String> pieces = new ArrayList<>(wire.stream(this));
		int first = pieces.indexOf(Wire.DELAY) + 1;
		if (this.body.contains("cut")) {
			return pieces.subList(0, first + 1);
		}
		if (this.body.contains("hang")) {
			pieces.add(first + 1, Wire.HANG);
		}
		return pieces;
	}

}
