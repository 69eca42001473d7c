package io.sightglass.instrumentation.internal.llm.langchain4j;

import io.sightglass.instrumentation.internal.llm.LangChain4jRequests;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.meters.llm.LlmCall;

/**
 * A call of LangChain4j, until the first of those who may end it.
 */
final class LangChain4jCall {

	private final OuterCall outer;

	private volatile boolean streaming;

	private LangChain4jCall(OuterCall outer) {
		this.outer = outer;
	}

	static LangChain4jCall open(LlmCall call, Class<?>... models) {
		LangChain4jCall opened = new LangChain4jCall(OuterCall.open(call, models));
		LangChain4jRequests.opened(opened);
		return opened;
	}

	LlmCall call() {
		return this.outer.call();
	}

	void streamed() {
		this.streaming = true;
		call().streamed();
	}

	boolean isStreaming() {
		return this.streaming;
	}

	/**
	 * No longer waits for requests.
	 * @return the call, to be ended
	 */
	LlmCall close() {
		this.outer.close();
		LangChain4jRequests.closed(this);
		return call();
	}

}
