package io.sightglass.autoconfigure.llm.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks of the server.
 */
final class Wishes {

	private static final Pattern STATUS = Pattern.compile("status (\\d{3})( once)?");

	private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");

	private Wishes() {
	}

	static int status(String body, int number) {
		Matcher wish = STATUS.matcher(body);
		boolean failing = wish.find() && (wish.group(2) == null || number == 1);
		return failing ? Integer.parseInt(wish.group(1)) : 200;
	}

	static String error(String body) {
		String code = body.contains("too long") ? "context_length_exceeded" : "some_error";
		return "{\"type\":\"error\",\"error\":{\"message\":\"" + code + "\",\"type\":\"error\",\"code\":\"" + code
				+ "\"}}";
	}

	static boolean streams(String path, String body) {
		return path.contains("streamGenerateContent") || body.matches("(?s).*\"stream\"\\s*:\\s*true.*");
	}

	static boolean usage(String body) {
		return body.matches("(?s).*\"include_usage\"\\s*:\\s*true.*");
	}

	static String model(String body) {
		Matcher model = MODEL.matcher(body);
		return model.find() ? model.group(1) : "unnamed";
	}

}
