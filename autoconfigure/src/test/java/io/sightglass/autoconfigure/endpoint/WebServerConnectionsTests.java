package io.sightglass.autoconfigure.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.connection.ConnectionMeters;
import io.sightglass.endpoint.Endpoints;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import io.sightglass.transport.TransportMeters;
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

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Instruments instruments = new Instruments(this.registry);

	private final Endpoints endpoints = new Endpoints(ConnectionMeters.of(this.instruments, Sampler.ALWAYS),
			TransportMeters.of(this.instruments, Sampler.ALWAYS));

	@Test
	void looksIntoTomcat() throws Exception {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		factory.addConnectorCustomizers(new TomcatConnections(this.endpoints));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		try {
			assertThat(gauge("connections.active")).isZero();
			assertThat(gauge("connections.limit")).isEqualTo(8192);
			keepAliveWorkAndWait(server);
			assertThat(this.registry.find("connections.pending").meter()).isNull();
			// Bodies, as Tomcat counts.
			await(3 * 5, () -> this.registry.get("transport.sent").functionCounter().count());
			await(3 * 7, () -> this.registry.get("transport.received").functionCounter().count());
		}
		finally {
			server.stop();
		}
	}

	@Test
	void listensToJetty() throws Exception {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		factory.setMaxConnections(99);
		factory.addServerCustomizers(new JettyConnections(this.endpoints));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		try {
			assertThat(gauge("connections.limit")).isEqualTo(99);
			keepAliveWorkAndWait(server);
			await(1, () -> (double) this.registry.find("connections.closed").counters().size());
			await(3, () -> this.registry.get("connections.closed").counter().count());
			assertThat(this.registry.get("connections").counter().count()).isEqualTo(3);
			assertThat(this.registry.get("connection.duration").timer().count()).isEqualTo(3);
			// On the wire.
			FunctionCounter received = this.registry.get("transport.received").functionCounter();
			assertThat(received.count()).isEqualTo(this.told);
			FunctionCounter sent = this.registry.get("transport.sent").functionCounter();
			assertThat(sent.count()).isEqualTo(this.heard);
		}
		finally {
			server.stop();
		}
	}

	@Test
	void showsNoLimitWhereJettyHasNone() {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		factory.addServerCustomizers(new JettyConnections(this.endpoints));
		WebServer server = factory.getWebServer(servlets());
		server.start();
		server.stop();
		assertThat(this.registry.find("connections.limit").meter()).isNull();
	}

	@Test
	void metersReactorNettyAndTheWebClientByName() throws IOException {
		WebServerAutoConfiguration.ReactorServer serverSide = new WebServerAutoConfiguration.ReactorServer();
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
		factory.addServerCustomizers(serverSide.sightglassReactorServerConnections(this.endpoints));
		WebServer server = factory.getWebServer((request, response) -> {
			response.getHeaders().setContentLength(5);
			return response.writeWith(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap("hello".getBytes())));
		});
		server.start();
		try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
			tell(socket, "/hi");
			hear(socket);
			await(this.told, () -> count("transport.received", "web"));
			await(this.heard, () -> count("transport.sent", "web"));
			socket.close();
			await(1, () -> count("connections.closed", "web"));
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
			assertThat(count("transport.sent", "web-client")).isPositive()
				.isEqualTo(count("transport.received", "web") - this.told);
			assertThat(count("transport.received", "web-client")).isPositive()
				.isEqualTo(count("transport.sent", "web") - this.heard);
			assertThat(count("connections", "web")).isEqualTo(2);
			assertThat(count("connections", "web-client")).isOne();
		}
		finally {
			server.stop();
		}
		await(0, () -> gauge("connections.active"));
	}

	private void keepAliveWorkAndWait(WebServer server) throws Exception {
		try (Socket kept = new Socket("127.0.0.1", server.getPort());
				Socket working = new Socket("127.0.0.1", server.getPort());
				Socket waiting = new Socket("127.0.0.1", server.getPort())) {
			tell(kept, "/hi");
			hear(kept);
			tell(working, "/work");
			tell(waiting, "/wait");
			await(3, () -> gauge("connections.active"));
			await(1, () -> gauge("connections.idle"));
			this.release.countDown();
			hear(working);
			hear(waiting);
			await(3, () -> gauge("connections.idle"));
			assertThat(gauge("connections.active")).isEqualTo(3);
		}
		await(0, () -> gauge("connections.active"));
		await(0, () -> gauge("connections.idle"));
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

	private double count(String name, String endpoint) {
		return this.registry.find(name).tag("endpoint", endpoint).counters().stream().mapToDouble(Counter::count).sum();
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
