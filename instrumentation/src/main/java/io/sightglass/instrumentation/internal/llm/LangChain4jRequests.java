package io.sightglass.instrumentation.internal.llm;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Whether a request is sent by LangChain4j. An application may build LangChain4j's HTTP
 * client on {@code RestClient}, and that sends the request of a stream on another thread,
 * to which no context is carried: only the stack tells there who sends it.
 */
public final class LangChain4jRequests {

	// By name, as it is in a library of its own.
	private static final String HTTP_CLIENT = "dev.langchain4j.http.client.HttpClient";

	// Weak, as a call that nobody ends is counted when it is collected.
	private static final Set<Object> calls = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private LangChain4jRequests() {
	}

	public static void opened(Object call) {
		calls.add(call);
	}

	public static void closed(Object call) {
		calls.remove(call);
	}

	/**
	 * Whether the HTTP client of LangChain4j runs on this thread while LangChain4j counts
	 * a call. Without one, the model is not measured, and its request is a call.
	 * @return whether what this thread sends is part of a call
	 */
	public static boolean isSending() {
		return !calls.isEmpty()
				&& CallStack.isSending((type) -> isHttpClient(type) || isHttpClient(type.getNestHost()));
	}

	private static boolean isHttpClient(Class<?> type) {
		return Arrays.stream(type.getInterfaces()).anyMatch((implemented) -> implemented.getName().equals(HTTP_CLIENT));
	}

}
