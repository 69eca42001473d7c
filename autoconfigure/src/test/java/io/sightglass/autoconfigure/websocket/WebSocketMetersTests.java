package io.sightglass.autoconfigure.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.endpoint.EndpointAutoConfiguration;
import io.sightglass.autoconfigure.transport.TransportAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketMetersTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
				WebMvcAutoConfiguration.class, SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class,
				TransportAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebSocketMetersAutoConfiguration.class));

	@Test
	void countsTheSessionsAndMessagesOfARawHandler() {
		this.runner.withUserConfiguration(Echo.class).run((context) -> {
			Listener listener = new Listener();
			WebSocket socket = connect(port(context), "/echo", listener);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(1, () -> registry.get("connections").tag("endpoint", "echo").counter().count());
			for (int i = 0; i < 10; i++) {
				socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
			}
			await(50, () -> registry.get("transport.sent").tag("endpoint", "echo").counter().count());
			assertThat(registry.get("transport.received").tag("endpoint", "echo").counter().count()).isEqualTo(50);
			assertThat(registry.get("transport.received.packets").tag("endpoint", "echo").counter().count())
				.isEqualTo(10);
			await(1, () -> registry.get("connections.active").tag("endpoint", "echo").gauge().value());
			socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
			await(0, () -> registry.get("connections.active").tag("endpoint", "echo").gauge().value());
			await(1, () -> registry.get("connections.closed").tag("reason", "closed").counter().count());
		});
	}

	@Test
	void knowsACloseThatIsTheApplicationsOwn() {
		this.runner.withUserConfiguration(Echo.class).run((context) -> {
			WebSocket socket = connect(port(context), "/echo", new Listener());
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(1, () -> registry.get("connections").tag("endpoint", "echo").counter().count());
			socket.sendClose(4001, "bored").get(20, TimeUnit.SECONDS);
			await(0, () -> registry.get("connections.active").tag("endpoint", "echo").gauge().value());
			await(1, () -> registry.get("connections.closed").tag("reason", "status_4001").counter().count());
		});
	}

	@Test
	void countsStompSessions() {
		this.runner.withUserConfiguration(Stomp.class).run((context) -> {
			Listener listener = new Listener();
			WebSocket socket = connect(port(context), "/ws", listener);
			socket.sendText("CONNECT\naccept-version:1.2\nhost:here\n\n\0", true).get(20, TimeUnit.SECONDS);
			assertThat(listener.first.get(20, TimeUnit.SECONDS)).startsWith("CONNECTED");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(1, () -> registry.get("connections").tag("protocol", "stomp").counter().count());
			await(1, () -> registry.get("transport.sent.packets").tag("protocol", "stomp").counter().count());
			socket.abort();
			await(0, () -> registry.get("connections.active").tag("protocol", "stomp").gauge().value());
		});
	}

	@Test
	void backsOffWithSightglass() {
		this.runner.withUserConfiguration(Echo.class)
			.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketMappings.class));
	}

	private static double closed(MeterRegistry registry, String reason) {
		return registry.find("connections.closed")
			.tag("reason", reason)
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	private static int port(AssertableWebApplicationContext context) {
		var server = (AnnotationConfigServletWebServerApplicationContext) context.getSourceApplicationContext();
		return Objects.requireNonNull(server.getWebServer()).getPort();
	}

	private static WebSocket connect(int port, String path, Listener listener) throws Exception {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port + path), listener)
			.get(20, TimeUnit.SECONDS);
	}

	private static void await(double expected, Supplier<Double> value) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (read(value) != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

	// A meter that nothing has moved yet is not there yet.
	private static double read(Supplier<Double> value) {
		try {
			return value.get();
		}
		catch (MeterNotFoundException ex) {
			return Double.NaN;
		}
	}

	private static final class Listener implements WebSocket.Listener {

		private final CompletableFuture<String> first = new CompletableFuture<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.first.complete(data.toString());
			return WebSocket.Listener.super.onText(socket, data, last);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Echo implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
					session.sendMessage(message);
				}

			}, "/echo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/ws");
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

}
