package io.sightglass.autoconfigure.llm;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client library whose calls its own integration measures. Below it lies an HTTP client
 * that may be measured too, on a thread that knows nothing of the call; there only the
 * stack tells who asks.
 */
public enum MeasuredLibrary {

	/** Spring AI. */
	SPRING_AI("org.springframework.ai.", ""),

	/** LangChain4j. */
	LANGCHAIN4J("dev.langchain4j.", "dev.langchain4j.http.client.HttpClient");

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	// What stands between a library and the client below it. Whose code comes first
	// after these is the one who asks.
	private static final List<String> BETWEEN = List.of("java.", "jdk.", "sun.", "com.sun.", "kotlin.", "reactor.",
			"com.openai.", "com.anthropic.", "io.sightglass.", "io.micrometer.");

	private final String packages;

	private final String transport;

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * A library.
	 * @param packages where its classes are
	 * @param transport the interface by which the application lends it an HTTP client
	 */
	MeasuredLibrary(String packages, String transport) {
		this.packages = packages;
		this.transport = transport;
	}

	/**
	 * Says that a measured call of the library has begun.
	 */
	public void begun() {
		this.calls.incrementAndGet();
	}

	public void ended() {
		this.calls.decrementAndGet();
	}

	/**
	 * Whether a library asks on this thread, and is being measured.
	 * @return whether its integration sees this request
	 */
	public static boolean isAsking() {
		if (SPRING_AI.calls.get() <= 0 && LANGCHAIN4J.calls.get() <= 0) {
			return false;
		}
		Class<?> asking = STACK.walk((frames) -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
			.filter((type) -> LANGCHAIN4J.isTransport(type) || !isBetween(type.getName()))
			.findFirst()
			.orElse(MeasuredLibrary.class));
		return SPRING_AI.isBehind(asking) || LANGCHAIN4J.isBehind(asking);
	}

	private boolean isBehind(Class<?> asking) {
		return this.calls.get() > 0 && (asking.getName().startsWith(this.packages) || isTransport(asking));
	}

	private boolean isTransport(Class<?> asking) {
		return Arrays.stream(asking.getNestHost().getInterfaces())
			.anyMatch((lent) -> lent.getName().equals(this.transport));
	}

	private static boolean isBetween(String name) {
		if (name.startsWith("org.springframework.")) {
			return !name.startsWith(SPRING_AI.packages);
		}
		return BETWEEN.stream().anyMatch(name::startsWith);
	}

}
