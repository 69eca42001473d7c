package io.sightglass.autoconfigure.llm.langchain4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.sightglass.llm.LlmCall;
import org.jspecify.annotations.Nullable;

/**
 * A stream between its request and its end. The listener is asked on the thread that
 * calls the model, and there finds the stream that its call belongs to.
 */
class WatchedStream {

	private static final ThreadLocal<@Nullable WatchedStream> current = new ThreadLocal<>();

	private volatile LlmCall call = LlmCall.NONE;

	static @Nullable WatchedStream current() {
		return current.get();
	}

	void answers(LlmCall call) {
		this.call = call;
	}

	@Nullable Object callWith(Invocation model) throws Throwable {
		WatchedStream outer = current.get();
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

	StreamingChatResponseHandler watched(StreamingChatResponseHandler handler) {
		return (StreamingChatResponseHandler) Proxy.newProxyInstance(
				StreamingChatResponseHandler.class.getClassLoader(),
				new Class<?>[] { StreamingChatResponseHandler.class },
				(proxy, method, arguments) -> handle(handler, method, arguments));
	}

	private @Nullable Object handle(StreamingChatResponseHandler handler, Method method,
			@Nullable Object @Nullable [] arguments) throws Throwable {
		if (method.getName().startsWith("onPartial")) {
			this.call.token();
		}
		if (arguments != null && arguments.length == 2 && arguments[0] instanceof PartialResponse
				&& arguments[1] instanceof PartialResponseContext context) {
			arguments[1] = new PartialResponseContext(watched(context.streamingHandle()));
		}
		try {
			return method.invoke(handler, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private StreamingHandle watched(StreamingHandle handle) {
		return new StreamingHandle() {

			@Override
			public void cancel() {
				handle.cancel();
				WatchedStream.this.call.cancelled();
			}

			@Override
			public boolean isCancelled() {
				return handle.isCancelled();
			}

		};
	}

	/**
	 * The call of the model itself.
	 */
	@FunctionalInterface
	interface Invocation {

		@Nullable Object proceed() throws Throwable;

	}

}
