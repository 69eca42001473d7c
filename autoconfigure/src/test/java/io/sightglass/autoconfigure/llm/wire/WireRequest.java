package io.sightglass.autoconfigure.llm.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request of a case.
 *
 * @param each the case
 * @param host where it goes
 * @param id stands for what differs in each run
 */
record WireRequest(WireCase each, String host, String id) {

	// What libraries have methods for, by the end of the path.
	private static final Pattern PATH = Pattern.compile("(.*?)/(chat/completions|fim/completions|completions"
			+ "|responses|responses/[^/]+|embeddings|images/(?:generations|edits)|moderations"
			+ "|audio/(?:speech|transcriptions|translations)|models|files|files/[^/]+/content|batches"
			+ "|messages|messages/count_tokens|messages/batches|messages/batches/[^/]+/results"
			+ "|api/(?:chat|embed|tags|show)|models/[^/]+:[a-zA-Z]+|model/[^/]+/[^/]+|)");

	private static final Pattern MODEL_IN_PATH = Pattern
		.compile(".*/(?:models/(?=.*:)|deployments/|model/)([^/:]+)[/:].*");

	private static final Pattern MODEL_IN_BODY = Pattern.compile("^\\{\"model\":\"([^\"]+)\"");

	private static final Pattern MODEL_IN_FORM = Pattern.compile("(?s).*name=\"model\"\r\n\r\n([^\r]+)");

	String method() {
		return this.each.method();
	}

	String url() {
		return "http://" + this.host + path();
	}

	String body() {
		return this.each.asks(this.id).replace("\\r\\n", "\r\n");
	}

	String type() {
		return body().startsWith("--") ? "multipart/form-data;boundary=x" : "application/json";
	}

	/**
	 * What is asked for.
	 * @return the method and the end of the path with {@code *} for a name, such as
	 * {@code POST chat/completions}, and {@code stream} where that is the answer
	 */
	String kind() {
		String end = split().group(2)
			.replaceFirst("^responses/(?!input_tokens$).+", "responses/*")
			.replaceFirst("^(files|messages/batches|model)/[^/]+/", "$1/*/")
			.replaceFirst("^models/[^:]+:", ":");
		return method() + " " + end + (isStream() ? " stream" : "");
	}

	/**
	 * The address that a library is told.
	 * @return the address up to what {@link #kind()} has
	 */
	String base() {
		return "http://" + this.host + split().group(1);
	}

	/**
	 * The name of what is asked again, such as a file.
	 * @return what stands for {@code *}
	 */
	String name() {
		return split().group(2).replaceFirst("^(responses|files|messages/batches)/([^/]+).*", "$2");
	}

	/**
	 * The model.
	 * @return its name in the path or in the body, or any
	 */
	String model() {
		Matcher path = MODEL_IN_PATH.matcher(path());
		if (path.matches()) {
			return URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
		}
		Matcher body = (body().startsWith("--") ? MODEL_IN_FORM : MODEL_IN_BODY).matcher(body());
		return body.find() ? body.group(1) : "gpt-5.4";
	}

	private String path() {
		return this.each.path(this.id);
	}

	private boolean isStream() {
		return body().contains("\"stream\":true") || path().matches(".*stream.*")
				|| this.each.headers().getOrDefault("Content-Type", "").matches(".*(event-?stream|ndjson).*");
	}

	private Matcher split() {
		Matcher path = PATH.matcher(path().replaceFirst("\\?.*", ""));
		if (!path.matches()) {
			path = PATH.matcher("/");
			path.matches();
		}
		return path;
	}

}
