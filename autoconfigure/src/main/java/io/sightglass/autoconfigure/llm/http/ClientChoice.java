package io.sightglass.autoconfigure.llm.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.sightglass.autoconfigure.llm.MeasuredLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Two clients of an SDK as one: what a library asks that is measured itself goes through
 * the one that only watches, everything else through the one that counts. It is decided
 * here because the SDKs hand asynchronous requests to threads that know nothing of the
 * asker.
 */
final class ClientChoice implements InvocationHandler {

	private final Object counted;

	private final Object watched;

	private ClientChoice(Object counted, Object watched) {
		this.counted = counted;
		this.watched = watched;
	}

	static <C> C of(Class<C> type, C counted, C watched) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new ClientChoice(counted, watched)));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
			return arguments != null && proxy == arguments[0];
		}
		try {
			if (isPart(method.getReturnType())) {
				return Proxy.newProxyInstance(method.getReturnType().getClassLoader(),
						new Class<?>[] { method.getReturnType() }, new ClientChoice(
								method.invoke(this.counted, arguments), method.invoke(this.watched, arguments)));
			}
			return method.invoke(MeasuredLibrary.isAsking() ? this.watched : this.counted, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	// chat() of a client, completions() of that: still no request.
	private static boolean isPart(Class<?> type) {
		String name = type.getPackageName();
		return type.isInterface() && (name.contains(".services.") || name.endsWith(".client"));
	}

}
