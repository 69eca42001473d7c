package io.sightglass.test;

import java.lang.reflect.Proxy;
import java.security.CodeSource;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where the code under test called.
 */
final class Place {

	private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private static final @Nullable CodeSource OURS = source(Place.class);

	private Place() {
	}

	/**
	 * The innermost line that is neither the JDK's nor ours.
	 * @return the line as stack traces show it
	 */
	static String ofCaller() {
		return WALKER.walk((frames) -> frames.filter((frame) -> !isBetween(frame.getDeclaringClass()))
			.findFirst()
			.map((frame) -> frame.toStackTraceElement().toString())
			.orElse("an unknown place"));
	}

	private static boolean isBetween(Class<?> type) {
		CodeSource source = source(type);
		return Proxy.isProxyClass(type) || (source != null && source.equals(OURS))
				|| Stream.of("java.", "jdk.", "io.sightglass.meters.", "io.sightglass.instrumentation.")
					.anyMatch(type.getName()::startsWith);
	}

	private static @Nullable CodeSource source(Class<?> type) {
		return type.getProtectionDomain().getCodeSource();
	}

}
