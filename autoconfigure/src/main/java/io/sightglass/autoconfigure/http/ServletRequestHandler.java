package io.sightglass.autoconfigure.http;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.sightglass.http.HttpMeters;
import io.sightglass.registry.Instruments;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * The handler for Spring MVC and other servlets.
 */
final class ServletRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

	ServletRequestHandler(HttpMeters meters, Instruments instruments, ExcludedRequests excluded,
			Supplier<BodySizes<ServerRequestObservationContext>> sizes) {
		super(meters, instruments, excluded, sizes);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	boolean isExcluded(ServerRequestObservationContext context, ExcludedRequests excluded) {
		HttpServletRequest request = context.getCarrier();
		return request != null && excluded.contains(request.getMethod(), path(request));
	}

	@Override
	boolean isProvisional(ServerRequestObservationContext context) {
		return context.remove(AsyncTimeoutFilter.TIMED_OUT) != null;
	}

	private static String path(HttpServletRequest request) {
		String path = request.getRequestURI();
		String contextPath = request.getContextPath();
		return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
	}

}
