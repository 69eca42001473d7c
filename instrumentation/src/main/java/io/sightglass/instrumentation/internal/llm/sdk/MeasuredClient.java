package io.sightglass.instrumentation.internal.llm.sdk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.sightglass.instrumentation.internal.llm.OuterCall;
import org.jspecify.annotations.Nullable;

/**
 * An SDK's client with two behind it: one that counts calls, and one for the requests of
 * a library that counts them itself. Which one it is must be decided here: the SDKs hand
 * asynchronous requests to other threads.
 */
public final class MeasuredClient implements InvocationHandler {

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private final Object counting;

	private final Object uncounted;

	private MeasuredClient(Object counting, Object uncounted) {
		this.counting = counting;
		this.uncounted = uncounted;
	}

	/**
	 * A client of two.
	 * @param <C> the client's type
	 * @param type the client's type, an interface
	 * @param calls what the client's calls are opened by
	 * @param client makes a client that opens its calls so
	 * @return the client
	 */
	static <C> C of(Class<C> type, SdkCalls calls, Function<SdkCalls, C> client) {
		return type.cast(proxy(type, client.apply(calls), client.apply(calls.uncounted())));
	}

	/**
	 * All that a client consists of, for a native image, which makes no other proxies.
	 * @param client the client's type
	 * @return it and the types of its parts
	 */
	public static Set<Class<?>> parts(Class<?> client) {
		Set<Class<?>> parts = new LinkedHashSet<>();
		collect(client, parts);
		return parts;
	}

	private static void collect(Class<?> type, Set<Class<?>> parts) {
		if (parts.add(type)) {
			for (Method method : type.getMethods()) {
				if (isPart(method.getReturnType())) {
					collect(method.getReturnType(), parts);
				}
			}
		}
	}

	private static Object proxy(Class<?> type, @Nullable Object counting, @Nullable Object uncounted) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new MeasuredClient(Objects.requireNonNull(counting), Objects.requireNonNull(uncounted)));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
			return arguments != null && proxy == arguments[0];
		}
		try {
			if (isPart(method.getReturnType())) {
				return proxy(method.getReturnType(), method.invoke(this.counting, arguments),
						method.invoke(this.uncounted, arguments));
			}
			return method.invoke(OuterCall.isAskedBy(caller()) ? this.uncounted : this.counting, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	// The class above the client. A client that is measured twice is two.
	private static Class<?> caller() {
		return STACK.walk((frames) -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
			.dropWhile((type) -> type == MeasuredClient.class || Proxy.isProxyClass(type))
			.findFirst()
			.orElse(MeasuredClient.class));
	}

	// chat() of a client, completions() of that: still no request.
	private static boolean isPart(Class<?> type) {
		String name = type.getPackageName();
		return type.isInterface() && (name.contains(".services.") || name.endsWith(".client"));
	}

}
