package io.sightglass.instrumentation.internal.llm.http;

import java.util.Locale;

import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
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
	 * What is used, as far as the answer does not tell: the characters that are to be
	 * spoken, and Bedrock's ranking, which is billed a query.
	 * @param told what the answer tells
	 * @param request the request, if it is read
	 * @return what is known then
	 */
	@Nullable LlmUsage used(@Nullable LlmUsage told, @Nullable RequestReader request) {
		LlmUsage usage = (told != null) ? told : LlmUsage.NONE;
		if (this.operation.equals("speech") && request != null && request.spoken() > 0 && usage.isEmpty()) {
			return usage.with(LlmUnit.CHARACTER, request.spoken());
		}
		return (this.kind == Kind.UNMETERED && this.operation.equals("rerank")) ? usage.with(LlmUnit.RERANK, 1) : told;
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
