package io.sightglass.instrumentation.internal.http;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.sightglass.meters.http.HttpMeters;
import io.sightglass.meters.instrument.Instruments;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The handler for Spring WebFlux.
 */
public final class ReactiveRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

	public ReactiveRequestHandler(HttpMeters meters, Instruments instruments, ExcludedRequests excluded,
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
		ServerHttpRequest request = context.getCarrier();
		return request != null && excluded.contains(request.getMethod().name(),
				request.getPath().pathWithinApplication().value(), request, ReactiveRequestHandler::routed);
	}

	// Without parameters. A path with steps upwards leads to no handler.
	private static String routed(ServerHttpRequest request) {
		StringBuilder path = new StringBuilder();
		for (PathContainer.Element element : request.getPath().pathWithinApplication().elements()) {
			String text = (element instanceof PathContainer.PathSegment segment) ? segment.valueToMatch()
					: element.value();
			if (text.equals(".") || text.equals("..")) {
				return "";
			}
			path.append(text);
		}
		return path.toString();
	}

}
