package io.sightglass.meters.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP status in an exception of some client library: in its {@code statusCode()}, in
 * its {@code getStatusCode()}, as Spring has it, or at the start of its message, where
 * Spring AI writes it.
 */
final class HttpStatusOf {

	private static final Pattern IN_MESSAGE = Pattern.compile("^(?:HTTP )?([45]\\d\\d) - ");

	private HttpStatusOf() {
	}

	static int error(Throwable error) {
		if (ask(error, "statusCode") instanceof Integer status) {
			return status;
		}
		// The one that LangChain4j made its own exception of.
		if (error.getClass().getName().startsWith("dev.langchain4j.") && error.getCause() != null
				&& ask(error.getCause(), "statusCode") instanceof Integer status) {
			return status;
		}
		// Google's.
		if (error.getClass().getName().startsWith("com.google.genai.") && ask(error, "code") instanceof Integer code) {
			return code;
		}
		Object status = ask(error, "getStatusCode");
		if (status != null && ask(status, "value") instanceof Integer value) {
			return value;
		}
		if (error.getMessage() == null) {
			return 0;
		}
		Matcher message = IN_MESSAGE.matcher(error.getMessage());
		return message.find() ? Integer.parseInt(message.group(1)) : 0;
	}

	/**
	 * What the provider wrote, to be searched for known words.
	 * @param error what was thrown
	 * @return its message and, where Spring or an SDK keeps it apart, the answer's body
	 */
	static String words(Throwable error) {
		return error.getMessage() + " " + ask(error, "getResponseBodyAsString") + " " + ask(error, "body");
	}

	/**
	 * What the provider wrote in the middle of a stream that began well.
	 * @param error what was thrown
	 * @return its words, or {@code null} where it is another error
	 */
	static @Nullable String inStream(Throwable error) {
		return switch (error.getClass().getSimpleName()) {
			case "SseException" -> String.valueOf(ask(error, "body"));
			case "AnthropicStreamingException" -> String.valueOf(ask(error, "type"));
			default -> null;
		};
	}

	private static @Nullable Object ask(Object target, String method) {
		try {
			return target.getClass().getMethod(method).invoke(target);
		}
		catch (Throwable ignored) {
			return null;
		}
	}

}
