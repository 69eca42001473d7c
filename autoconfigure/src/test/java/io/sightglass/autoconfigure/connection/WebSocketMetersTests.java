package io.sightglass.autoconfigure.connection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.Scraped;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.websocket.WebSocketMappings;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.Transport;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketMetersTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
				WebMvcAutoConfiguration.class, SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class,
				TransportAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebSocketMetersAutoConfiguration.class));

	@Test
	void countsTheSessionsAndMessagesOfARawHandler() {
		this.runner.withUserConfiguration(Echo.class).run((context) -> {
			WebSocket socket = connect(port(context), "/echo", new Listener());
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(1, () -> value(registry, "connections_total", "echo"));
			for (int i = 0; i < 10; i++) {
				socket.sendText("hello", true).get(20, TimeUnit.SECONDS);
			}
			await(50, () -> value(registry, "transport_sent_bytes_total", "echo"));
			assertThat(value(registry, "transport_sent_packets_total", "echo")).isEqualTo(10);
			assertThat(value(registry, "transport_received_bytes_total", "echo")).isEqualTo(50);
			assertThat(value(registry, "transport_received_packets_total", "echo")).isEqualTo(10);
			assertThat(value(registry, "connections_active", "echo")).isOne();
			socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
			await(1, () -> closed(registry, "closed"));
			assertThat(value(registry, "connections_active", "echo")).isZero();
			assertThat(value(registry, "connection_duration_seconds_count", "echo")).isOne();
		});
	}

	@Test
	void knowsACloseThatIsTheApplicationsOwn() {
		this.runner.withUserConfiguration(Echo.class).run((context) -> {
			WebSocket socket = connect(port(context), "/echo", new Listener());
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			socket.sendClose(4001, "bored").get(20, TimeUnit.SECONDS);
			await(1, () -> closed(registry, "status_4001"));
			assertThat(value(registry, "connections_active", "echo")).isZero();
		});
	}

	@Test
	void countsStompSessionsAndEveryByteOfTheirFrames() {
		this.runner.withUserConfiguration(Stomp.class).run((context) -> {
			Listener listener = new Listener();
			WebSocket socket = connect(port(context), "/ws", listener);
			List<String> frames = List.of("CONNECT\naccept-version:1.2\nhost:here\n\n\0",
					"SUBSCRIBE\nid:1\ndestination:/topic/news\n\n\0", "SEND\ndestination:/topic/news\n\nhello\0");
			List<String> heard = new ArrayList<>();
			for (String frame : frames) {
				socket.sendText(frame, true).get(20, TimeUnit.SECONDS);
				if (!frame.startsWith("SUBSCRIBE")) {
					heard.add(listener.heard.poll(20, TimeUnit.SECONDS));
				}
			}
			assertThat(heard.get(0)).startsWith("CONNECTED");
			assertThat(heard.get(1)).startsWith("MESSAGE");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await(2, () -> value(registry, "transport_sent_packets_total", "ws"));
			assertThat(value(registry, "transport_sent_bytes_total", "ws")).isEqualTo(String.join("", heard).length());
			assertThat(value(registry, "transport_received_packets_total", "ws")).isEqualTo(3);
			assertThat(value(registry, "transport_received_bytes_total", "ws"))
				.isEqualTo(String.join("", frames).length());
			assertThat(Scraped.value(registry, "connections_total", "protocol=\"stomp\"")).isOne();
			socket.abort();
			await(1, () -> closed(registry, "reset"));
			assertThat(value(registry, "connections_active", "ws")).isZero();
		});
	}

	@Test
	void countsASockJsSessionOnceWhateverItsTransport() {
		this.runner.withUserConfiguration(SockJs.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Map<String, Transport> transports = Map.of("bye", new RestTemplateXhrTransport(), "leave",
					new WebSocketTransport(new StandardWebSocketClient()));
			transports.forEach((farewell, transport) -> {
				talk(transport, "ws://127.0.0.1:" + port(context) + "/sock", farewell);
				await(0, () -> value(registry, "connections_active", "sock"));
			});
			await(1, () -> closed(registry, "closed"));
			await(1, () -> closed(registry, "status_3000"));
			assertThat(value(registry, "connections_total", "sock")).isEqualTo(2);
			assertThat(value(registry, "transport_received_bytes_total", "sock"))
				.isEqualTo(2 * 3 * 5 + "byeleave".length());
			assertThat(value(registry, "transport_received_packets_total", "sock")).isEqualTo(2 * (3 + 1));
			assertThat(value(registry, "transport_sent_bytes_total", "sock")).isEqualTo(2 * 3 * 5);
			assertThat(value(registry, "transport_sent_packets_total", "sock")).isEqualTo(2 * 3);
		});
	}

	private static void talk(Transport transport, String uri, String farewell) {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		WebSocketSession session = new SockJsClient(List.of(transport)).execute(new Hearing(heard), uri).join();
		try {
			for (int i = 0; i < 3; i++) {
				session.sendMessage(new TextMessage("hello"));
				assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("hello");
			}
			session.sendMessage(new TextMessage(farewell));
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void backsOffWithSightglass() {
		this.runner.withUserConfiguration(Echo.class)
			.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketMappings.class));
	}

	private static double value(MeterRegistry registry, String name, String endpoint) {
		return Scraped.value(registry, name, "endpoint=\"" + endpoint + "\"");
	}

	private static double closed(MeterRegistry registry, String reason) {
		return Scraped.value(registry, "connections_closed_total", "reason=\"" + reason + "\"");
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
		while (value.get() != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

	private static final class Listener implements WebSocket.Listener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.heard.add(data.toString());
			return WebSocket.Listener.super.onText(socket, data, last);
		}

	}

	private static final class Hearing extends TextWebSocketHandler {

		private final BlockingQueue<String> heard;

		Hearing(BlockingQueue<String> heard) {
			this.heard = heard;
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			this.heard.add(message.getPayload());
		}

	}

	private static final class Echoing extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			switch (message.getPayload()) {
				case "bye" -> session.close(CloseStatus.NORMAL);
				// To SockJS this is a status of its own.
				case "leave" -> session.close();
				default -> session.sendMessage(message);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Echo implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new Echoing(), "/echo");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class SockJs implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new Echoing(), "/sock").withSockJS();
		}

		// Spring's SockJS holds an unknown user to one port: no XHR session works.
		@Bean
		Filter somebody() {
			return (request, response, chain) -> chain
				.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request) {

					@Override
					public Principal getUserPrincipal() {
						return () -> "somebody";
					}

				}, response);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.setPreserveReceiveOrder(true);
			registry.addEndpoint("/ws");
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

}
