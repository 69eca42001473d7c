package io.sightglass.autoconfigure.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.Scraped;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.internal.jetty.JettyConnections;
import io.sightglass.instrumentation.internal.server.ServerNames;
import io.sightglass.instrumentation.internal.tomcat.TomcatConnections;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.transport.TransportMeters;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRegistration;
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

	private static final String BODY = "Content-Length: 7\r\n\r\n1234567";

	private final CountDownLatch release = new CountDownLatch(1);

	private int told;

	private int heard;

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final Instruments instruments = new Instruments(this.registry);

	private final Endpoints endpoints = new Endpoints(ConnectionMeters.in(this.instruments, Sampler.ALWAYS),
			TransportMeters.in(this.instruments, Sampler.ALWAYS));

	@Test
	void looksIntoTomcat() throws Exception {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		factory.addConnectorCustomizers(new TomcatConnections(this.endpoints, new ServerNames()));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		try {
			assertThat(gauge("connections_active")).isZero();
			assertThat(gauge("connections_limit")).isEqualTo(8192);
			keepAliveWorkAndWait(server);
			assertThat(this.registry.find("connections.pending").meter()).isNull();
			// Bodies, as Tomcat counts.
			await(3 * 5, () -> value("transport_sent_bytes_total", "web"));
			await(3 * 7, () -> value("transport_received_bytes_total", "web"));
		}
		finally {
			server.stop();
		}
	}

	@Test
	void listensToJetty() throws Exception {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		factory.setMaxConnections(99);
		factory.addServerCustomizers(new JettyConnections(this.endpoints, new ServerNames()));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		try {
			assertThat(gauge("connections_limit")).isEqualTo(99);
			keepAliveWorkAndWait(server);
			await(3, () -> value("connections_closed_total", "web"));
			assertThat(value("connections_total", "web")).isEqualTo(3);
			assertThat(value("connection_duration_seconds_count", "web")).isEqualTo(3);
			// On the wire.
			assertThat(value("transport_received_bytes_total", "web")).isEqualTo(this.told);
			assertThat(value("transport_sent_bytes_total", "web")).isEqualTo(this.heard);
		}
		finally {
			server.stop();
		}
	}

	@Test
	void showsNoLimitWhereJettyHasNone() {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		factory.addServerCustomizers(new JettyConnections(this.endpoints, new ServerNames()));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		server.stop();
		assertThat(this.registry.find("connections.limit").meter()).isNull();
	}

	@Test
	void metersReactorNettyAndTheWebClientByName() throws IOException {
		WebServerAutoConfiguration.ReactorServer serverSide = new WebServerAutoConfiguration.ReactorServer();
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
		factory.addServerCustomizers(serverSide.sightglassReactorServerConnections(this.endpoints, new ServerNames()));
		WebServer server = factory.getWebServer((request, response) -> {
			response.getHeaders().setContentLength(5);
			return response.writeWith(
					Mono.just(DefaultDataBufferFactory.sharedInstance.wrap("hello".getBytes(StandardCharsets.UTF_8))));
		});
		server.start();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
			tell(socket, "/hi");
			hear(socket);
			await(this.told, () -> value("transport_received_bytes_total", "web"));
			await(this.heard, () -> value("transport_sent_bytes_total", "web"));
			socket.close();
			await(1, () -> value("connections_closed_total", "web"));
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
			assertThat(value("transport_sent_bytes_total", "web-client")).isPositive()
				.isEqualTo(value("transport_received_bytes_total", "web") - this.told);
			assertThat(value("transport_received_bytes_total", "web-client")).isPositive()
				.isEqualTo(value("transport_sent_bytes_total", "web") - this.heard);
			assertThat(value("connections_total", "web")).isEqualTo(2);
			assertThat(value("connections_total", "web-client")).isOne();
		}
		finally {
			server.stop();
		}
		await(0, () -> gauge("connections_active"));
	}

	private void keepAliveWorkAndWait(WebServer server) throws Exception {
		try (Socket kept = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
				Socket working = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
				Socket waiting = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
			tell(kept, "/hi");
			hear(kept);
			tell(working, "/work");
			tell(waiting, "/wait");
			await(3, () -> gauge("connections_active"));
			await(1, () -> gauge("connections_idle"));
			this.release.countDown();
			hear(working);
			hear(waiting);
			await(3, () -> gauge("connections_idle"));
			assertThat(gauge("connections_active")).isEqualTo(3);
		}
		await(0, () -> gauge("connections_active"));
		await(0, () -> gauge("connections_idle"));
	}

	private void tell(Socket socket, String path) throws IOException {
		byte[] request = ("POST " + path + " HTTP/1.1\r\nHost: here\r\n" + BODY).getBytes(StandardCharsets.US_ASCII);
		socket.getOutputStream().write(request);
		this.told += request.length;
	}

	private void hear(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().endsWith("hello")) {
			answer.append((char) in.read());
		}
		this.heard += answer.length();
	}

	private double gauge(String name) {
		return value(name, "web");
	}

	private double value(String name, String endpoint) {
		return Scraped.value(this.registry, name, "endpoint=\"" + endpoint + "\"");
	}

	private static void await(double expected, Supplier<Double> value) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (value.get() != expected && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(value.get()).isEqualTo(expected);
	}

	private ServletContextInitializer servlets() {
		return (context) -> {
			ServletRegistration.Dynamic servlet = context.addServlet("hello", new Hello(this.release));
			servlet.setAsyncSupported(true);
			servlet.addMapping("/*");
		};
	}

	private static final class Hello extends HttpServlet {

		private final transient CountDownLatch release;

		Hello(CountDownLatch release) {
			this.release = release;
		}

		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
			request.getInputStream().readAllBytes();
			switch (request.getPathInfo()) {
				case "/wait" -> {
					AsyncContext later = request.startAsync();
					later.start(() -> {
						hold();
						greet(response);
						later.complete();
					});
				}
				case "/work" -> {
					hold();
					greet(response);
				}
				default -> greet(response);
			}
		}

		private void hold() {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private static void greet(HttpServletResponse response) {
			response.setContentLength(5);
			try {
				response.getWriter().write("hello");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
