package io.sightglass.instrumentation.internal.tomcat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.sightglass.meters.http.HttpExchange;
import jakarta.servlet.RequestDispatcher;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Asynchronous requests that Tomcat may forget: a frame that follows the reset of a
 * stream of HTTP/2 makes Tomcat drop the stream, and what it has not told the listeners
 * by then it never does, not even that the time is over. What remains is the error that
 * it has left with the request.
 */
final class WaitingRequests {

	private static final String CONTEXT = ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE;

	private final Map<ServerRequestObservationContext, Waiting> waiting = new ConcurrentHashMap<>();

	static @Nullable ServerRequestObservationContext context(Request request) {
		return (request.getAttribute(CONTEXT) instanceof ServerRequestObservationContext context) ? context : null;
	}

	static HttpExchange exchange(ServerRequestObservationContext context) {
		return context.getOrDefault(HttpExchange.class, HttpExchange.NONE);
	}

	void add(ServerRequestObservationContext context, Request request) {
		this.waiting.put(context, new Waiting(request));
	}

	void remove(ServerRequestObservationContext context) {
		this.waiting.remove(context);
	}

	/**
	 * Tomcat tells of an error within moments: one that it has left at two of these looks
	 * is the end.
	 * @param left hears of each such end
	 */
	void look(BiConsumer<ServerRequestObservationContext, @Nullable IOException> left) {
		this.waiting.forEach((context, each) -> {
			IOException broken = broken(context, each.request);
			if (!exchange(context).inFlight()) {
				this.waiting.remove(context);
			}
			else if (broken == null || !each.seen) {
				each.seen = broken != null;
			}
			else {
				this.waiting.remove(context);
				left.accept(context, broken);
			}
		});
	}

	// Tomcat may use the request for the next one at any time.
	private static @Nullable IOException broken(ServerRequestObservationContext context, Request request) {
		try {
			return (context(request) == context && request.isAsyncStarted() && request.getCoyoteRequest()
				.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException broken) ? broken : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static final class Waiting {

		private final Request request;

		private boolean seen;

		Waiting(Request request) {
			this.request = request;
		}

	}

}
