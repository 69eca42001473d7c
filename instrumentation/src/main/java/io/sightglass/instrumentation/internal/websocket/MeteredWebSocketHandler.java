package io.sightglass.instrumentation.internal.websocket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Meters the sessions of a handler: opened, active, closed by status, and their messages
 * each way, by payload.
 */
class MeteredWebSocketHandler extends WebSocketHandlerDecorator {

	private final MeteredEndpoint endpoint;

	private final Map<String, MeteredSession> sessions = new ConcurrentHashMap<>();

	MeteredWebSocketHandler(WebSocketHandler delegate, MeteredEndpoint endpoint) {
		super(delegate);
		this.endpoint = endpoint;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		MeteredSession metered = MeteredSession.of(session, this.endpoint);
		this.sessions.put(session.getId(), metered);
		super.afterConnectionEstablished(metered);
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		this.endpoint.transport().received(message.getPayloadLength());
		super.handleMessage(metered(session), message);
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		this.endpoint.transport().error(exception);
		super.handleTransportError(metered(session), exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
		MeteredSession metered = this.sessions.remove(session.getId());
		if (metered != null) {
			metered.closed(status);
		}
		super.afterConnectionClosed((metered != null) ? metered : session, status);
	}

	private WebSocketSession metered(WebSocketSession session) {
		MeteredSession metered = this.sessions.get(session.getId());
		return (metered != null) ? metered : session;
	}

}
