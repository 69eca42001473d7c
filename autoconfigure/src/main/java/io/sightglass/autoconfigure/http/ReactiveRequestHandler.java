package io.sightglass.autoconfigure.http;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.sightglass.http.HttpMeters;
import io.sightglass.registry.Instruments;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * The handler for Spring WebFlux.
 */
final class ReactiveRequestHandler extends ServerRequestHandler<ServerRequestObservationContext> {

	ReactiveRequestHandler(HttpMeters meters, Instruments instruments, ExcludedRequests excluded,
			Supplier<BodySizes<ServerRequestObservationContext>> sizes) {
		super(meters, instruments, excluded, sizes);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	boolean isExcluded(ServerRequestObservationContext context, ExcludedRequests excluded) {
		ServerHttpRequest request = context.getCarrier();
		return request != null && excluded.contains(request.getMethod().name(),
				request.getPath().pathWithinApplication().value(), () -> routed(request));
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
