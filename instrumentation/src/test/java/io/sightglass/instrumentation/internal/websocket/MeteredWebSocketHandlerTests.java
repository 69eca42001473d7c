package io.sightglass.instrumentation.internal.websocket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.transport.TransportMeters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

class MeteredWebSocketHandlerTests {

	static List<MeteredSessions> failing() {
		return List.of((session, sent) -> {
			throw new IllegalStateException("no such session");
		}, (session, sent) -> {
			throw new NoSuchMethodError("not in this version");
		}, (session, sent) -> null);
	}

	@ParameterizedTest
	@MethodSource("failing")
	void aConnectionGoesOnWhereNoSessionOfItsClassCanBeMade(MeteredSessions kind) throws Exception {
		List<String> opened = new ArrayList<>();
		MeteredWebSocketHandler handler = new MeteredWebSocketHandler(new TextWebSocketHandler() {

			@Override
			public void afterConnectionEstablished(WebSocketSession session) {
				opened.add(session.getId());
			}

		}, new MeteredEndpoint(ConnectionMeters.NONE.endpoint("ws", "websocket", Role.SERVER),
				TransportMeters.NONE.endpoint("ws", "websocket", Role.SERVER)),
				new StaticListableBeanFactory(Map.of("kind", kind)).getBeanProvider(MeteredSessions.class));
		JettyWebSocketSession session = new JettyWebSocketSession(new HashMap<>());
		handler.afterConnectionEstablished(session);
		assertThat(opened).containsExactly(session.getId());
	}

}
