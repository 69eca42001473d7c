package io.sightglass.instrumentation.internal.websocket;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketSession;

/**
 * Makes sessions that count what they send and are of the class of one server's: an
 * application may ask them for all that it could ask those.
 */
public interface MeteredSessions {

	/**
	 * A session that counts.
	 * @param session the server's session, which is open
	 * @param sent counts what is sent
	 * @return a session of the same class, or nothing where that is another server's
	 */
	@Nullable WebSocketSession of(WebSocketSession session, SentMessages sent);

}
