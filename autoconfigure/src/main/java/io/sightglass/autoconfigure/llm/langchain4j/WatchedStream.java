package io.sightglass.autoconfigure.llm.langchain4j;

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
 * A stream between its request and its end. The listener is asked on the thread that
 * calls the model, and there finds the stream that its call belongs to.
 */
class WatchedStream {

	private static final ThreadLocal<@Nullable WatchedStream> current = new ThreadLocal<>();

	private volatile OpenCall call = OpenCall.NONE;

	static @Nullable WatchedStream current() {
		return current.get();
	}

	void answers(OpenCall call) {
		this.call = call;
	}

	OpenCall call() {
		return this.call;
	}

	void token() {
		this.call.call().token();
	}

	void cancelled() {
		this.call.ending().cancelled();
	}

	void during(Runnable subscription) {
		try {
			callWith(() -> {
				subscription.run();
				return null;
			});
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
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
			token();
		}
		else if (method.getName().equals("onCompleteToolCall")) {
			this.call.call().firstToken();
		}
		if (arguments != null && arguments.length == 2) {
			arguments[1] = watched(arguments[1]);
		}
		try {
			return method.invoke(handler, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	// What lets the handler cancel.
	private @Nullable Object watched(@Nullable Object context) {
		if (context instanceof PartialResponseContext response) {
			return new PartialResponseContext(watched(response.streamingHandle()));
		}
		if (context instanceof PartialThinkingContext thinking) {
			return new PartialThinkingContext(watched(thinking.streamingHandle()));
		}
		return (context instanceof PartialToolCallContext tool)
				? new PartialToolCallContext(watched(tool.streamingHandle())) : context;
	}

	private StreamingHandle watched(StreamingHandle handle) {
		return new StreamingHandle() {

			@Override
			public void cancel() {
				handle.cancel();
				WatchedStream.this.cancelled();
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
