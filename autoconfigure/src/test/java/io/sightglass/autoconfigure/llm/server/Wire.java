package io.sightglass.autoconfigure.llm.server;

import java.util.List;

/**
 * The format of a provider's answers.
 */
interface Wire {

	/** Where the server waits before the first token. */
	String DELAY = "<delay>";

	/** Where the server falls silent. */
	String HANG = "<hang>";

	/** Where the server breaks the connection. */
	String BREAK = "<break>";

	/**
	 * An answer in one piece.
	 * @param wishes what was asked
	 * @return the body
	 */
	String whole(Wishes wishes);

	/**
	 * An answer as a stream, with the first token behind {@link #DELAY}.
	 * @param wishes what was asked
	 * @return the pieces
	 */
	List<String> stream(Wishes wishes);

	static Wire at(String path) {
		if (path.endsWith("/responses")) {
			return new ResponsesWire();
		}
		if (path.endsWith("/messages")) {
			return new AnthropicWire();
		}
		if (path.contains("enerateContent")) {
			return new GeminiWire();
		}
		return path.contains("/api/") ? new OllamaWire() : new OpenAiWire(path);
	}

	static String event(String name, String data) {
		return "event: " + name + "\ndata: " + data + "\n\n";
	}

}
