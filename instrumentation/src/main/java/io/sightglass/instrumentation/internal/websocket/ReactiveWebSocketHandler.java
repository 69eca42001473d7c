package io.sightglass.instrumentation.internal.websocket;

import java.util.List;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.Connection;
import io.sightglass.meters.connection.Reason;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Opens a connection for each session. It ends with the session's close status, whoever
 * sent it; a session that ends without one was broken.
 */
class ReactiveWebSocketHandler implements WebSocketHandler {

	private final WebSocketHandler delegate;

	private final MeteredEndpoint endpoint;

	ReactiveWebSocketHandler(WebSocketHandler delegate, MeteredEndpoint endpoint) {
		this.delegate = delegate;
		this.endpoint = endpoint;
	}

	@Override
	public List<String> getSubProtocols() {
		return this.delegate.getSubProtocols();
	}

	@Override
	public Mono<Void> handle(WebSocketSession session) {
		Connection connection = this.endpoint.connections().opened();
		session.closeStatus()
			.subscribe((status) -> connection.close(CloseReasons.of(status.getCode())), connection::close,
					() -> connection.close(Reason.RESET));
		return this.delegate.handle(ReactiveSession.of(session, this.endpoint.transport()));
	}

}
