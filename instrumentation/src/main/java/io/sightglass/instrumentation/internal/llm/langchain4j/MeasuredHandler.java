package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of a stream's handler, and measures its tokens and its end by
 * {@code cancel()}.
 *
 * @param handler the handler
 * @param call the stream's call
 */
record MeasuredHandler(StreamingChatResponseHandler handler, StreamingCall call) implements InvocationHandler {

	static StreamingChatResponseHandler of(StreamingChatResponseHandler handler, StreamingCall call) {
		return (StreamingChatResponseHandler) Proxy.newProxyInstance(
				StreamingChatResponseHandler.class.getClassLoader(),
				new Class<?>[] { StreamingChatResponseHandler.class }, new MeasuredHandler(handler, call));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getName().startsWith("onPartial")) {
			this.call.token();
		}
		else if (method.getName().equals("onCompleteToolCall")) {
			this.call.firstToken();
		}
		if (arguments != null && arguments.length == 2) {
			arguments[1] = measured(arguments[1]);
		}
		try {
			return method.invoke(this.handler, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	// What lets the handler cancel.
	private @Nullable Object measured(@Nullable Object context) {
		if (context instanceof PartialResponseContext response) {
			return new PartialResponseContext(measured(response.streamingHandle()));
		}
		if (context instanceof PartialThinkingContext thinking) {
			return new PartialThinkingContext(measured(thinking.streamingHandle()));
		}
		return (context instanceof PartialToolCallContext tool)
				? new PartialToolCallContext(measured(tool.streamingHandle())) : context;
	}

	private StreamingHandle measured(StreamingHandle handle) {
		return new StreamingHandle() {

			@Override
			public void cancel() {
				handle.cancel();
				MeasuredHandler.this.call.cancelled();
			}

			@Override
			public boolean isCancelled() {
				return handle.isCancelled();
			}

		};
	}

}
