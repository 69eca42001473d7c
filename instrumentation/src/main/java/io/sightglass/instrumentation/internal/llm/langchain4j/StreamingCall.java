package io.sightglass.instrumentation.internal.llm.langchain4j;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import org.jspecify.annotations.Nullable;

/**
 * A call of a streaming model. It is current on the thread that calls the model, where
 * the listener finds it.
 */
final class StreamingCall {

	private static final ThreadLocal<@Nullable StreamingCall> current = new ThreadLocal<>();

	private volatile @Nullable LangChain4jCall call;

	static @Nullable StreamingCall current() {
		return current.get();
	}

	/**
	 * Calls the model.
	 * @param model the model
	 * @return what the model returns
	 * @throws Throwable what the model throws
	 */
	@Nullable Object callModel(Invocation model) throws Throwable {
		StreamingCall outer = current.get();
		current.set(this);
		try {
			return model.proceed();
		}
		finally {
			if (outer != null) {
				current.set(outer);
			}
			else {
				current.remove();
			}
		}
	}

	void opened(LangChain4jCall call) {
		call.streamed();
		this.call = call;
	}

	void firstToken() {
		call().firstToken();
	}

	void token() {
		call().token();
	}

	void cancelled() {
		close().cancelled();
	}

	// LangChain4j reports no stream that completed without a response.
	void completed() {
		close().failedFor(LlmError.NETWORK);
	}

	// A model without our listener opens no call.
	private LlmCall call() {
		LangChain4jCall call = this.call;
		return (call != null) ? call.call() : LlmCall.NONE;
	}

	private LlmCall close() {
		LangChain4jCall call = this.call;
		return (call != null) ? call.close() : LlmCall.NONE;
	}

	/**
	 * The invocation of the model itself.
	 */
	@FunctionalInterface
	interface Invocation {

		@Nullable Object proceed() throws Throwable;

	}

}
