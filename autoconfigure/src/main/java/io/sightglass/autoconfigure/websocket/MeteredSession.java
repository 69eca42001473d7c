package io.sightglass.autoconfigure.websocket;

import java.io.IOException;

import io.sightglass.connection.Connection;
import io.sightglass.endpoint.MeteredEndpoint;

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
		this.connection.close(reason(status.getCode()));
	}

	private static String reason(int code) {
		return switch (code) {
			case 1000 -> "closed";
			case 1001 -> "going_away";
			case 1002 -> "protocol_error";
			case 1003 -> "not_acceptable";
			case 1006 -> "reset";
			case 1007 -> "bad_data";
			case 1008 -> "policy_violation";
			case 1009 -> "too_big";
			case 1011 -> "server_error";
			case 4500 -> "timeout";
			default -> "status_" + code;
		};
	}

}
