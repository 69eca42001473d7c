package io.sightglass.instrumentation.internal.websocket;

import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Meters each handler on its way to its handshake. The endpoint is the pattern that
 * matched, never the path that was asked for.
 */
class ReactiveWebSocketService implements WebSocketService {

	private final WebSocketService delegate;

	private final ObjectProvider<Endpoints> endpoints;

	ReactiveWebSocketService(WebSocketService delegate, ObjectProvider<Endpoints> endpoints) {
		this.delegate = delegate;
		this.endpoints = endpoints;
	}

	@Override
	public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
		Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		String path = (pattern instanceof PathPattern matched) ? matched.getPatternString() : "/";
		MeteredEndpoint endpoint = this.endpoints.getObject().server(EndpointNames.of(path), "websocket");
		return this.delegate.handleRequest(exchange, new ReactiveWebSocketHandler(handler, endpoint));
	}

}
