package io.sightglass.autoconfigure.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.connection.ConnectionMeters;
import io.sightglass.endpoint.Endpoints;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import io.sightglass.transport.TransportMeters;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class WebServerConnectionsTests {

	private static final String REQUEST = "GET /hi HTTP/1.1\r\nHost: here\r\n\r\n";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final Endpoints endpoints = new Endpoints(ConnectionMeters.of(this.instruments, Sampler.ALWAYS),
			TransportMeters.of(this.instruments, Sampler.ALWAYS));

	@Test
	void looksIntoTomcat() throws Exception {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		factory.addConnectorCustomizers(new TomcatConnections(this.endpoints));
		WebServer server = factory.getWebServer(hello());
		server.start();
		try {
			assertThat(gauge("connections.active")).isZero();
			assertThat(gauge("connections.limit")).isEqualTo(8192);
			keepTwoAlive(server, () -> gauge("connections.idle"));
			await(0, () -> gauge("connections.active"));
			await(5 * 2, () -> this.registry.get("transport.sent").functionCounter().count());
		}
		finally {
			server.stop();
		}
	}

	@Test
	void listensToJetty() throws Exception {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		factory.addServerCustomizers(new JettyConnections(this.endpoints));
		WebServer server = factory.getWebServer(hello());
		server.start();
		try {
			keepTwoAlive(server, () -> gauge("connections.active"));
			await(0, () -> gauge("connections.active"));
			await(1, () -> (double) this.registry.find("connections.closed").counters().size());
			await(2, () -> this.registry.get("connections.closed").counter().count());
			assertThat(this.registry.get("connections").counter().count()).isEqualTo(2);
			FunctionCounter received = this.registry.get("transport.received").functionCounter();
			assertThat(received.count()).isEqualTo(2.0 * REQUEST.length());
		}
		finally {
			server.stop();
		}
	}

	@Test
	void metersReactorNettyAndTheWebClientByName() {
		WebServerAutoConfiguration.ReactorServer serverSide = new WebServerAutoConfiguration.ReactorServer();
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
		factory.addServerCustomizers(serverSide.sightglassReactorServerConnections(this.endpoints));
		WebServer server = factory.getWebServer((request, response) -> response
			.writeWith(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap("hello".getBytes()))));
		server.start();
		try {
			WebClient client = WebClient.builder()
				.clientConnector(new WebServerAutoConfiguration.ReactorClient()
					.sightglassReactorClientConnections(this.endpoints)
					.customize(ClientHttpConnectorBuilder.reactor())
					.build())
				.build();
			String answer = client.get()
				.uri("http://127.0.0.1:" + server.getPort() + "/hi")
				.retrieve()
				.bodyToMono(String.class)
				.block(Duration.ofSeconds(20));
			assertThat(answer).isEqualTo("hello");
			double sent = this.registry.get("transport.sent").tag("endpoint", "web-client").counter().count();
			assertThat(sent).isPositive()
				.isEqualTo(this.registry.get("transport.received").tag("endpoint", "web").counter().count());
			assertThat(this.registry.get("connections").tag("endpoint", "web").counter().count()).isOne();
			assertThat(this.registry.get("connections").tag("endpoint", "web-client").counter().count()).isOne();
		}
		finally {
			server.stop();
		}
		await(0, () -> gauge("connections.active"));
	}

	private void keepTwoAlive(WebServer server, Supplier<Double> alive) throws IOException {
		try (Socket first = new Socket("127.0.0.1", server.getPort());
				Socket second = new Socket("127.0.0.1", server.getPort())) {
			say(first);
			say(second);
			await(2, alive);
			await(2, () -> gauge("connections.active"));
		}
	}

	private static void say(Socket socket) throws IOException {
		socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
		InputStream in = socket.getInputStream();
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().endsWith("hello")) {
			answer.append((char) in.read());
		}
	}

	private double gauge(String name) {
		return this.registry.get(name).tag("endpoint", "web").gauge().value();
	}

	private static void await(double expected, Supplier<Double> value) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (value.get() != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

	private static ServletContextInitializer hello() {
		return (context) -> context.addServlet("hello", new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				response.setContentLength(5);
				response.getWriter().write("hello");
			}

		}).addMapping("/hi");
	}

}
