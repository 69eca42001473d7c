package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.Connection;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * Counts what is sent, and remembers its connection.
 */
class MeteredSession extends WebSocketSessionDecorator {

	private final MeteredEndpoint endpoint;

	private final Connection connection;

	private MeteredSession(WebSocketSession session, MeteredEndpoint endpoint) {
		super(session);
		this.endpoint = endpoint;
		this.connection = endpoint.connections().opened();
	}

	static MeteredSession of(WebSocketSession session, MeteredEndpoint endpoint) {
		return (session instanceof NativeWebSocketSession) ? new Native(session, endpoint)
				: new MeteredSession(session, endpoint);
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

	/**
	 * One that tells what the server has for it.
	 */
	private static final class Native extends MeteredSession implements NativeWebSocketSession {

		private final NativeWebSocketSession session;

		Native(WebSocketSession session, MeteredEndpoint endpoint) {
			super(session, endpoint);
			this.session = (NativeWebSocketSession) session;
		}

		@Override
		public Object getNativeSession() {
			return this.session.getNativeSession();
		}

		@Override
		public <T> @Nullable T getNativeSession(@Nullable Class<T> type) {
			return this.session.getNativeSession(type);
		}

	}

}
