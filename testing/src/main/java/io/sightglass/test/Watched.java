package io.sightglass.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.OpenStream;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Passes all on, and watches what comes back. It need not know the methods of what it
 * stands before, but for those that end something.
 */
final class Watched implements InvocationHandler {

	private static final Set<String> ENDS = Set.of("done", "failed", "failedFor", "cancelled", "ended", "close",
			"closedFor", "closedBecause", "call", "run", "callWith");

	private final Object watched;

	private final OpenWork work;

	private final String name;

	private final OpenWork.@Nullable Opened opened;

	private Watched(Object watched, OpenWork work, String name, OpenWork.@Nullable Opened opened) {
		this.watched = watched;
		this.work = work;
		this.name = name;
		this.opened = opened;
	}

	static <T> T of(Class<T> type, Object watched, OpenWork work, String name) {
		return proxy(type, new Watched(watched, work, name, null));
	}

	private static <T> T proxy(Class<T> type, Watched watched) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, watched));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
			return proxy == arguments[0];
		}
		try {
			// What a default method does with "this" is of the watched one too.
			return watched(method.invoke(this.watched, arguments), arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		finally {
			if (this.opened != null && ENDS.contains(method.getName())) {
				this.work.ended(this.opened);
			}
		}
	}

	private @Nullable Object watched(@Nullable Object result, @Nullable Object @Nullable [] arguments) {
		String first = (arguments != null && arguments.length > 0) ? String.valueOf(arguments[0]) : "";
		if (result instanceof Pipeline pipeline) {
			return of(Pipeline.class, pipeline, this.work, first);
		}
		if (result instanceof Stage stage) {
			return new WatchedStage(stage, this.work,
					"a step of stage \"%s\" in pipeline \"%s\"".formatted(first, this.name));
		}
		if (result instanceof ConnectionMeters.Endpoint endpoint) {
			return of(ConnectionMeters.Endpoint.class, endpoint, this.work, first);
		}
		if (result instanceof LlmCall call) {
			String model = (arguments != null && arguments.length > 1) ? String.valueOf(arguments[1]) : "";
			return opened(LlmCall.class, call, "a call of model \"%s\" of \"%s\"".formatted(model, first));
		}
		if (result instanceof OpenConnection connection) {
			return opened(OpenConnection.class, connection, "a connection of \"%s\"".formatted(this.name));
		}
		if (result instanceof OpenStream stream) {
			return opened(OpenStream.class, stream, "a stream of \"%s\"".formatted(this.name));
		}
		return result;
	}

	private <T> T opened(Class<T> type, Object handle, String what) {
		return proxy(type, new Watched(handle, this.work, this.name, this.work.opened(what, this.opened)));
	}

}
