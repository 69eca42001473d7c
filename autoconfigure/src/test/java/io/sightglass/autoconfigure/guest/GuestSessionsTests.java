package io.sightglass.autoconfigure.guest;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.connection.ConnectionAutoConfiguration;
import io.sightglass.autoconfigure.connection.EndpointAutoConfiguration;
import io.sightglass.autoconfigure.connection.ReactiveWebSocketMetersAutoConfiguration;
import io.sightglass.autoconfigure.connection.TransportAutoConfiguration;
import io.sightglass.autoconfigure.connection.WebSocketMetersAutoConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of WebSockets tell what their server knows of them.
 */
class GuestSessionsTests {

	private final AutoConfigurations sightglass = AutoConfigurations.of(MetricsAutoConfiguration.class,
			PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class, TransportAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebSocketMetersAutoConfiguration.class,
			ReactiveWebSocketMetersAutoConfiguration.class);

	@Test
	void aServletsSessionIsItsServers() {
		new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
			.withConfiguration(this.sightglass)
			.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class,
					DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
			.withUserConfiguration(Servlet.class)
			.run((context) -> assertThat(hear(context)).containsExactly("true"));
	}

	@Test
	void aReactiveSessionIsItsServers() {
		new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
			.withConfiguration(this.sightglass)
			.withConfiguration(AutoConfigurations.of(NettyReactiveWebServerAutoConfiguration.class,
					HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(Reactive.class)
			.run((context) -> assertThat(hear(context)).containsExactly("true"));
	}

	private static List<String> hear(ApplicationContextAssertProvider<?> context) {
		int port = ((WebServerApplicationContext) context.getSourceApplicationContext()).getWebServer().getPort();
		List<String> heard = new CopyOnWriteArrayList<>();
		new ReactorNettyWebSocketClient()
			.execute(URI.create("ws://127.0.0.1:" + port + "/typed"),
					(session) -> session.receive()
						.map(WebSocketMessage::getPayloadAsText)
						.take(1)
						.doOnNext(heard::add)
						.then())
			.block(Duration.ofSeconds(20));
		return heard;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Servlet implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) throws Exception {
					boolean typed = session instanceof StandardWebSocketSession tells && tells.isOpen()
							&& tells.getNativeSession().isOpen();
					session.sendMessage(new TextMessage("" + typed));
				}

			}, "/typed");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Reactive {

		@Bean
		SimpleUrlHandlerMapping sockets() {
			WebSocketHandler typed = (session) -> session.send(Mono
				.fromSupplier(() -> session.textMessage("" + (session instanceof ReactorNettyWebSocketSession netty
						&& !netty.getChannelId().asLongText().isEmpty()))));
			return new SimpleUrlHandlerMapping(Map.of("/typed", typed), -1);
		}

	}

}
