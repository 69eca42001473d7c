package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.Connection;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * Counts what is sent, and remembers its connection.
 */
class MeteredSession extends WebSocketSessionDecorator {

	private final MeteredEndpoint endpoint;

	private final Connection connection;

	MeteredSession(WebSocketSession session, MeteredEndpoint endpoint) {
		super(session);
		this.endpoint = endpoint;
		this.connection = endpoint.connections().opened();
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		try {
			super.sendMessage(message);
			this.endpoint.transport().sent(message.getPayloadLength());
		}
		catch (IOException ex) {
			this.endpoint.transport().error(ex);
			throw ex;
		}
	}

	void closed(CloseStatus status) {
		this.connection.close(CloseReasons.of(status.getCode()));
	}

}
