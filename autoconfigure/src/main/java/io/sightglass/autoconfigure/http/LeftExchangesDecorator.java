package io.sightglass.autoconfigure.http;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * WebFlux stops an observation as the answer is committed; where that fails, or the
 * client leaves just before, it never does. This is the last word on such an exchange; of
 * one that has ended it changes nothing.
 */
final class LeftExchangesDecorator implements HttpHandlerDecoratorFactory {

	private final ReactiveRequestHandler requests;

	LeftExchangesDecorator(ReactiveRequestHandler requests) {
		this.requests = requests;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> handler.handle(request, response).doFinally((signal) -> end(request));
	}

	private void end(ServerHttpRequest request) {
		ServerRequestObservationContext.findCurrent(request.getAttributes()).ifPresent(this.requests::onStop);
	}

}
