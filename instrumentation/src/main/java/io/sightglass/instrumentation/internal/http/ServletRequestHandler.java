package io.sightglass.instrumentation.internal.http;

import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.sightglass.meters.http.HttpExchange;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/**
 * The handler for Spring MVC and other servlets.
 */
public final class ServletRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

	private static final String URI = "uri";

	private static final Object ROUTE = ServletRequestHandler.class;

	public ServletRequestHandler(HttpMeters meters, Instruments instruments, ExcludedRequests excluded,
			Supplier<BodySizes<ServerRequestObservationContext>> sizes, ApplicationHandlers others,
			boolean activeTimer) {
		super(meters, instruments, excluded, sizes, others, activeTimer);
	}

	@Override
	boolean isRequest(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	boolean isExcluded(ServerRequestObservationContext context, ExcludedRequests excluded) {
		HttpServletRequest request = context.getCarrier();
		return request != null
				&& excluded.contains(request.getMethod(), path(request), request, ServletRequestHandler::routed);
	}

	@Override
	boolean isProvisional(ServerRequestObservationContext context) {
		if (context.remove(AsyncCompletionFilter.TIMED_OUT) == null) {
			keepRoute(context);
			return false;
		}
		KeyValue route = context.getLowCardinalityKeyValue(URI);
		if (route != null && context.getPathPattern() != null) {
			context.put(ROUTE, route);
		}
		return true;
	}

	/**
	 * The server has done with a request, or its client has, and the observation never
	 * stopped, and so still has the tags of its start.
	 * @param context the request's observation
	 * @param broken what ended it, if the server says so
	 * @param convention gives the tags
	 */
	public void disconnected(ServerRequestObservationContext context, @Nullable Throwable broken,
			ServerRequestObservationConvention convention) {
		if (!context.getOrDefault(HttpExchange.class, HttpExchange.NONE).inFlight()) {
			return;
		}
		if (broken != null) {
			context.setError(broken);
		}
		context.remove(AsyncCompletionFilter.TIMED_OUT);
		context.addLowCardinalityKeyValues(convention.getLowCardinalityKeyValues(context));
		onStop(context);
	}

	// Before an asynchronous request ends, the error page may have been routed.
	private static void keepRoute(ServerRequestObservationContext context) {
		KeyValue route = context.get(ROUTE);
		String asked = context.get(AsyncCompletionFilter.ASKED);
		if (route != null) {
			context.addLowCardinalityKeyValue(route);
		}
		else if (asked != null && !asked.equals(context.getPathPattern())) {
			KeyValue current = context.getLowCardinalityKeyValue(URI);
			// A convention of the application's may have words of its own.
			if (current != null && current.getValue().equals(context.getPathPattern())) {
				context.addLowCardinalityKeyValue(KeyValue.of(URI, asked));
			}
		}
	}

	private static String path(HttpServletRequest request) {
		String path = request.getRequestURI();
		String contextPath = request.getContextPath();
		return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
	}

	// As the server has mapped it: without parameters and steps upwards. Nothing before
	// there is a server.
	private static String routed(HttpServletRequest request) {
		String info = request.getPathInfo();
		String mapped = request.getServletPath() + ((info != null) ? info : "");
		return mapped.isEmpty() ? path(request) : mapped;
	}

}
