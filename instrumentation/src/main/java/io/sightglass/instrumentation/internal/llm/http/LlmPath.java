package io.sightglass.instrumentation.internal.llm.http;

import java.util.Locale;

import io.sightglass.meters.llm.internal.wire.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a model, by its method and path.
 *
 * @param operation such as {@code chat}
 * @param model the model that the path names, if it does
 * @param kind how it is answered
 * @param name the path, where the same is asked for more than once
 */
public record LlmPath(String operation, @Nullable String model, Kind kind, @Nullable String name) {

	/** A question whose path is not looked at. */
	static final LlmPath CHAT = new LlmPath("chat", null, Kind.ANSWER);

	LlmPath(String operation, @Nullable String model, Kind kind) {
		this(operation, model, kind, null);
	}

	// Which the answer tells, unless it is none.
	boolean isStream(@Nullable RequestReader request) {
		return this.kind == Kind.STREAM || (request != null && request.isStream());
	}

	/**
	 * Which model is asked.
	 * @param request what else may tell
	 * @return its name, if anything tells
	 */
	@Nullable String model(@Nullable RequestReader request) {
		return (this.model != null || request == null) ? this.model : request.model();
	}

	/**
	 * How long the text is that is to be spoken.
	 * @param request the request, if it is read
	 * @return how many characters it has, none where nothing is spoken
	 */
	int spoken(@Nullable RequestReader request) {
		return (request != null && this.operation.equals("speech")) ? request.spoken() : 0;
	}

	boolean isAskedAgain() {
		return this.kind == Kind.POLL || this.kind == Kind.MADE;
	}

	/**
	 * How a request is answered.
	 */
	public enum Kind {

		/** With what the model says. */
		ANSWER,

		/** With what the model says, as a stream whatever its type. */
		STREAM,

		/** Without a usage, which is not missed. */
		UNMETERED,

		/** With the state of an answer that is made in the background. */
		POLL,

		/** The same, where none but such answers are. */
		MADE,

		/** With a file, which may be that of a batch's answers. */
		ENTRIES;

		static Kind of(@Nullable String word) {
			return (word != null) ? valueOf(word.toUpperCase(Locale.ROOT)) : ANSWER;
		}

	}

}
