package io.sightglass.instrumentation.internal.websocket;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.connection.OpenConnection;

import org.springframework.beans.factory.ObjectProvider;
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

	private final ObjectProvider<MeteredSessions> kinds;

	private final OptionalPart part = new OptionalPart("sessions of WebSockets by their server's class",
			"they have its interfaces");

	private final Map<String, Opened> sessions = new ConcurrentHashMap<>();

	MeteredWebSocketHandler(WebSocketHandler delegate, MeteredEndpoint endpoint,
			ObjectProvider<MeteredSessions> kinds) {
		super(delegate);
		this.endpoint = endpoint;
		this.kinds = kinds;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		Opened opened = new Opened(metered(session, new SentMessages(this.endpoint.transport())),
				this.endpoint.connections().opened());
		this.sessions.put(session.getId(), opened);
		super.afterConnectionEstablished(opened.session());
	}

	private WebSocketSession metered(WebSocketSession session, SentMessages sent) {
		return this.part.either(() -> ofItsClass(session, sent), () -> sent.of(session));
	}

	// Whatever a server's session does not bear, its connection goes on.
	private WebSocketSession ofItsClass(WebSocketSession session, SentMessages sent) {
		try {
			return this.kinds.stream()
				.map((kind) -> kind.of(session, sent))
				.filter(Objects::nonNull)
				.findFirst()
				.orElseGet(() -> sent.of(session));
		}
		catch (LinkageError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			return sent.of(session);
		}
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		this.endpoint.transport().received(message.getPayloadLength());
		super.handleMessage(metered(session), message);
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		this.endpoint.transport().failed(exception);
		super.handleTransportError(metered(session), exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
		Opened opened = this.sessions.remove(session.getId());
		if (opened != null) {
			opened.connection().closedBecause(CloseReasons.of(status.getCode()));
		}
		super.afterConnectionClosed((opened != null) ? opened.session() : session, status);
	}

	private WebSocketSession metered(WebSocketSession session) {
		Opened opened = this.sessions.get(session.getId());
		return (opened != null) ? opened.session() : session;
	}

	private record Opened(WebSocketSession session, OpenConnection connection) {
	}

}
