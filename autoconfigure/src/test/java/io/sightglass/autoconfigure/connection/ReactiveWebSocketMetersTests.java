package io.sightglass.autoconfigure.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.autoconfigure.Scraped;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.websocket.ReactiveWebSocketAdapters;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

class ReactiveWebSocketMetersTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withPropertyValues("management.metrics.use-global-registry=false", "server.port=0")
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class, SightglassAutoConfiguration.class, ConnectionAutoConfiguration.class,
				TransportAutoConfiguration.class, EndpointAutoConfiguration.class,
				ReactiveWebSocketMetersAutoConfiguration.class))
		.withUserConfiguration(Handlers.class);

	@Test
	void countsSessionsAndMessagesEachWay() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			new ReactorNettyWebSocketClient()
				.execute(uri(context, "/echo/7"),
						(session) -> session.send(Flux.range(0, 10).map((number) -> session.textMessage("hello")))
							.thenMany(session.receive()
								.take(10)
								.doOnNext((message) -> assertThat(value(registry, "connections_active")).isOne()))
							.then(session.close(CloseStatus.NORMAL)))
				.block(Duration.ofSeconds(20));
			await(1, () -> closed(registry, "closed"));
			assertThat(value(registry, "connections_active")).isZero();
			assertThat(value(registry, "connections_total")).isOne();
			assertThat(value(registry, "transport_received_bytes_total")).isEqualTo(50);
			assertThat(value(registry, "transport_received_packets_total")).isEqualTo(10);
			assertThat(value(registry, "transport_sent_bytes_total")).isEqualTo(100);
			assertThat(value(registry, "transport_sent_packets_total")).isEqualTo(10);
			assertThat(value(registry, "connection_duration_seconds_count")).isOne();
			assertThat(value(registry, "transport_errors_total")).isZero();
		});
	}

	@Test
	void knowsTheStatusOfEitherSideAndASessionThatIsCutOff() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			connect(context, "/echo/1").sendClose(4001, "bored").get(20, TimeUnit.SECONDS);
			await(1, () -> closed(registry, "status_4001"));
			connect(context, "/echo/2").abort();
			await(1, () -> closed(registry, "reset"));
			connect(context, "/strict");
			await(1, () -> closed(registry, "policy_violation"));
			await(3, () -> Scraped.value(registry, "connections_closed_total"));
			assertThat(Scraped.value(registry, "connections_active")).isZero();
		});
	}

	@Test
	void backsOffWithSightglass() {
		this.runner.withPropertyValues("sightglass.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveWebSocketAdapters.class));
	}

	@Test
	void recordsNothingWhereTheFamiliesAreOff() {
		this.runner.withPropertyValues("sightglass.connections.enabled=false", "sightglass.transport.enabled=false")
			.run((context) -> {
				WebSocket socket = connect(context, "/echo/1");
				socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(20, TimeUnit.SECONDS);
				assertThat(context.getBean(MeterRegistry.class).find("connections").meter()).isNull();
			});
	}

	@Test
	void needsNoWebFlux() {
		this.runner.withClassLoader(new FilteredClassLoader(WebSocketHandlerAdapter.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReactiveWebSocketAdapters.class));
	}

	private static URI uri(AssertableReactiveWebApplicationContext context, String path) {
		var server = (AnnotationConfigReactiveWebServerApplicationContext) context.getSourceApplicationContext();
		return URI.create("ws://127.0.0.1:" + Objects.requireNonNull(server.getWebServer()).getPort() + path);
	}

	private static WebSocket connect(AssertableReactiveWebApplicationContext context, String path) throws Exception {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(uri(context, path), new WebSocket.Listener() {
			})
			.get(20, TimeUnit.SECONDS);
	}

	private static double value(MeterRegistry registry, String name) {
		return Scraped.value(registry, name, "endpoint=\"echo/{room}\"", "protocol=\"websocket\"");
	}

	private static double closed(MeterRegistry registry, String reason) {
		return Scraped.value(registry, "connections_closed_total", "reason=\"" + reason + "\"");
	}

	private static void await(double expected, Supplier<Double> value) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (value.get() != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		SimpleUrlHandlerMapping sockets() {
			WebSocketHandler echo = (session) -> session.send(session.receive()
				.map(WebSocketMessage::getPayloadAsText)
				.map((text) -> session.textMessage(text + text)));
			WebSocketHandler strict = (session) -> session.close(CloseStatus.POLICY_VIOLATION);
			return new SimpleUrlHandlerMapping(Map.of("/echo/{room}", echo, "/strict", strict), -1);
		}

	}

}
