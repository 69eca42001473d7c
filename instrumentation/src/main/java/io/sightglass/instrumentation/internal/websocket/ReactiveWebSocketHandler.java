package io.sightglass.instrumentation.internal.websocket;

import java.util.List;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenConnection;
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
		OpenConnection connection = this.endpoint.connections().opened();
		session.closeStatus()
			.subscribe((status) -> connection.closedBecause(CloseReasons.of(status.getCode())), connection::failed,
					() -> connection.closedFor(Reason.RESET));
		return this.delegate.handle(ReactiveSession.of(session, this.endpoint.transport()));
	}

}
