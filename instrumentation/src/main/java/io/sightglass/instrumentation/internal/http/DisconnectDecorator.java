package io.sightglass.instrumentation.internal.http;

import io.sightglass.meters.http.HttpExchange;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;

/**
 * WebFlux stops an observation as the answer is committed; where that fails, or the
 * client leaves just before, it never does. This is the last word on such an exchange; of
 * one that has ended it changes nothing.
 */
public final class DisconnectDecorator implements HttpHandlerDecoratorFactory {

	private final ReactiveRequestHandler requests;

	private final ServerRequestObservationConvention convention;

	public DisconnectDecorator(ReactiveRequestHandler requests, ServerRequestObservationConvention convention) {
		this.requests = requests;
		this.convention = convention;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> handler.handle(request, response).doFinally((signal) -> end(request));
	}

	private void end(ServerHttpRequest request) {
		ServerRequestObservationContext.findCurrent(request.getAttributes()).ifPresent(this::end);
	}

	// An observation that never stopped still has the tags of its start.
	private void end(ServerRequestObservationContext context) {
		HttpExchange exchange = context.get(HttpExchange.class);
		if (exchange != null && exchange.inFlight()) {
			context.addLowCardinalityKeyValues(this.convention.getLowCardinalityKeyValues(context));
			this.requests.onStop(context);
		}
	}

}
