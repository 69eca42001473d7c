package io.sightglass.instrumentation.internal.llm;

import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who asks a client, up this thread's stack. A library that is asked for an answer calls
 * the application back before it is done: a handler of a stream, a listener, a tool, an
 * interceptor. What such code asks is a call of its own, no part of the library's.
 */
public final class CallStack {

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	// By name, as they are in libraries of their own.
	private static final Set<String> CALLED_BACK = Set.of("dev.langchain4j.model.chat.listener.ChatModelListener",
			"dev.langchain4j.model.chat.response.StreamingChatResponseHandler",
			"dev.langchain4j.model.embedding.listener.EmbeddingModelListener",
			"dev.langchain4j.service.tool.ToolExecutor", "org.springframework.ai.tool.ToolCallback");

	private static final Set<String> SUBSCRIBER = Set.of("java.util.concurrent.Flow$Subscriber");

	private static final Set<String> REQUEST = Set.of("org.springframework.http.client.ClientHttpRequest");

	private static final Set<String> CHAIN = Set.of("org.springframework.http.client.ClientHttpRequestExecution",
			"org.springframework.http.client.ClientHttpRequestInterceptor");

	private CallStack() {
	}

	/**
	 * Whether code that was called back asks, rather than who is known to send.
	 * @param sender tells who sends
	 * @return whether such code is nearer than a sender
	 */
	public static boolean isCalledBack(Predicate<Class<?>> sender) {
		return nearest(sender) == Nearest.CALLED_BACK;
	}

	/**
	 * Whether a sender asks.
	 * @param sender tells who sends
	 * @return whether one is here, and nearer than code that was called back
	 */
	public static boolean isSending(Predicate<Class<?>> sender) {
		return nearest(sender) == Nearest.SENDER;
	}

	private static Nearest nearest(Predicate<Class<?>> sender) {
		return STACK.walk((frames) -> {
			Iterator<Class<?>> types = frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass).iterator();
			boolean request = false;
			boolean chain = false;
			while (types.hasNext()) {
				Class<?> type = types.next();
				if (sender.test(type)) {
					return Nearest.SENDER;
				}
				if (is(type, CALLED_BACK) || (isOurs(type) && is(type, SUBSCRIBER))) {
					return Nearest.CALLED_BACK;
				}
				// Ours is part of the chain of its own request. Any other chain sends
				// its request, at its end, or calls one of the interceptors.
				if (is(type, CHAIN)) {
					if (!request && !chain && !isOurs(type)) {
						return Nearest.CALLED_BACK;
					}
					chain = true;
				}
				request = is(type, REQUEST);
				chain = chain && !request;
			}
			return Nearest.NEITHER;
		});
	}

	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith("io.sightglass.instrumentation.");
	}

	private static boolean is(Class<?> type, Set<String> names) {
		for (Class<?> known = type; known != null; known = known.getSuperclass()) {
			if (names.contains(known.getName())) {
				return true;
			}
			for (Class<?> implemented : known.getInterfaces()) {
				if (is(implemented, names)) {
					return true;
				}
			}
		}
		return false;
	}

	private enum Nearest {

		SENDER, CALLED_BACK, NEITHER

	}

}
