package io.sightglass.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP status in an exception of some client library: in its {@code statusCode()}, or
 * at the start of its message, where Spring AI writes it.
 */
final class HttpStatusOf {

	private static final Pattern IN_MESSAGE = Pattern.compile("^(?:HTTP )?([45]\\d\\d) - ");

	private HttpStatusOf() {
	}

	static int error(Throwable error) {
		int told = told(error);
		if (told > 0 || error.getMessage() == null) {
			return told;
		}
		Matcher message = IN_MESSAGE.matcher(error.getMessage());
		return message.find() ? Integer.parseInt(message.group(1)) : 0;
	}

	private static int told(Throwable error) {
		try {
			return (error.getClass().getMethod("statusCode").invoke(error) instanceof Integer status) ? status : 0;
		}
		catch (ReflectiveOperationException | RuntimeException ignored) {
			return 0;
		}
	}

}
