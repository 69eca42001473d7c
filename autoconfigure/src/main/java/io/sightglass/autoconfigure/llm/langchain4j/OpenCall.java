package io.sightglass.autoconfigure.llm.langchain4j;

import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.autoconfigure.llm.MeasuredLibrary;
import io.sightglass.llm.LlmCall;

/**
 * A call that LangChain4j has in progress, until the first of those who may end it.
 */
final class OpenCall {

	static final OpenCall NONE = new OpenCall(LlmCall.NONE, false);

	private final LlmCall call;

	private final AtomicBoolean open;

	private volatile boolean streaming;

	private OpenCall(LlmCall call, boolean open) {
		this.call = call;
		this.open = new AtomicBoolean(open);
	}

	static OpenCall of(LlmCall call) {
		MeasuredLibrary.LANGCHAIN4J.begun();
		return new OpenCall(call, true);
	}

	LlmCall call() {
		return this.call;
	}

	void streamed() {
		this.streaming = true;
		this.call.streamed();
	}

	boolean isStreaming() {
		return this.streaming;
	}

	/**
	 * The call, about to be ended.
	 * @return the call
	 */
	LlmCall ending() {
		if (this.open.getAndSet(false)) {
			MeasuredLibrary.LANGCHAIN4J.ended();
		}
		return this.call;
	}

}
