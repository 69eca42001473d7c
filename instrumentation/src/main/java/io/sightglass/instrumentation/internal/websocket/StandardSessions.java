package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/**
 * Sessions of Jakarta's WebSockets, as Tomcat's are.
 */
public final class StandardSessions implements MeteredSessions {

	@Override
	public @Nullable WebSocketSession of(WebSocketSession session, SentMessages sent) {
		return (session.getClass() == StandardWebSocketSession.class)
				? new Metered((StandardWebSocketSession) session, sent) : null;
	}

	private static final class Metered extends StandardWebSocketSession {

		private final StandardWebSocketSession own;

		private final SentMessages sent;

		Metered(StandardWebSocketSession own, SentMessages sent) {
			super(own.getHandshakeHeaders(), own.getAttributes(), own.getLocalAddress(), own.getRemoteAddress(),
					own.getPrincipal());
			this.own = own;
			this.sent = sent;
			initializeNativeSession(own.getNativeSession());
		}

		@Override
		public String getId() {
			return this.own.getId();
		}

		@Override
		public Map<String, Object> getAttributes() {
			return this.own.getAttributes();
		}

		@Override
		protected void sendTextMessage(TextMessage message) throws IOException {
			this.sent.send(message, super::sendTextMessage);
		}

		@Override
		protected void sendBinaryMessage(BinaryMessage message) throws IOException {
			this.sent.send(message, super::sendBinaryMessage);
		}

		@Override
		protected void sendPingMessage(PingMessage message) throws IOException {
			this.sent.send(message, super::sendPingMessage);
		}

		@Override
		protected void sendPongMessage(PongMessage message) throws IOException {
			this.sent.send(message, super::sendPongMessage);
		}

	}

}
