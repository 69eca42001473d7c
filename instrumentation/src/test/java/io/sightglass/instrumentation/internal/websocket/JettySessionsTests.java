package io.sightglass.instrumentation.internal.websocket;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.TransportMeters;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.UpgradeRequest;
import org.eclipse.jetty.websocket.api.UpgradeResponse;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JettySessionsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final SentMessages sent = new SentMessages(
			TransportMeters.in(new Instruments(this.registry, ""), Sampler.ALWAYS)
				.endpoint("ws", "websocket", Role.SERVER));

	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	@Test
	void aSessionOfJettysStaysOneAndCounts() throws Exception {
		JettyWebSocketSession own = new JettyWebSocketSession(new HashMap<>(Map.of("key", "value")));
		own.initializeNativeSession(jettys(Session.class));
		WebSocketSession metered = Objects.requireNonNull(new JettySessions().of(own, this.sent));
		assertThat(metered).isInstanceOf(JettyWebSocketSession.class);
		assertThat(metered.getId()).isEqualTo(own.getId());
		assertThat(metered.getAttributes()).isSameAs(own.getAttributes());
		for (WebSocketMessage<?> message : List.of(new TextMessage("12"), new BinaryMessage(new byte[3]),
				new PingMessage(), new PongMessage())) {
			metered.sendMessage(message);
		}
		assertThat(value("transport.sent.packets")).isEqualTo(4);
		assertThat(value("transport.sent")).isEqualTo(5);
		this.failure.set(new ClosedChannelException());
		assertThatThrownBy(() -> metered.sendMessage(new TextMessage("12"))).isInstanceOf(Exception.class);
		assertThat(value("transport.sent.packets")).isEqualTo(4);
	}

	@Test
	void aSessionOfAnotherClassIsLeftToOthers() {
		assertThat(new JettySessions().of(new JettyWebSocketSession(Map.of()) {
		}, this.sent)).isNull();
	}

	private double value(String meter) {
		return this.registry.get(meter).meter().measure().iterator().next().getValue();
	}

	// An open session of Jetty's interfaces, which calls back as told.
	private <T> T jettys(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (self, method, given) -> {
				if (given != null && given[given.length - 1] instanceof Callback callback) {
					Throwable failure = this.failure.get();
					if (failure != null) {
						callback.fail(failure);
					}
					else {
						callback.succeed();
					}
					return null;
				}
				Class<?> answer = method.getReturnType();
				if (answer == UpgradeRequest.class || answer == UpgradeResponse.class) {
					return jettys(answer);
				}
				if (answer == boolean.class) {
					return true;
				}
				if (answer == int.class || answer == long.class) {
					return (answer == long.class) ? (Object) 0L : (Object) 0;
				}
				if (answer == URI.class) {
					return URI.create("ws://localhost/ws");
				}
				return (answer == List.class) ? List.of() : (answer == Map.class) ? Map.of() : null;
			}));
	}

}
