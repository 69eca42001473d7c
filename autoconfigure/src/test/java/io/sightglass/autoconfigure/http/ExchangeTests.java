package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds on every server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExchangeTests {

	private static final int HUNG_UP = 10;

	private final Server server;

	private RunningApp app;

	ExchangeTests(Server server) {
		this.server = server;
	}

	@BeforeAll
	void start() {
		this.app = new RunningApp(this.server);
	}

	@AfterAll
	void stop() {
		this.app.close();
	}

	RunningApp app() {
		return this.app;
	}

	@AfterEach
	void nothingStaysInFlight() {
		this.app.await(() -> assertThat(this.app.active()).isZero());
	}

	@Test
	void countsTimesAndWeighsARequest() {
		HttpResponse<byte[]> response = this.app.get("/orders/1");
		assertThat(response.statusCode()).isEqualTo(200);
		this.app.await(() -> assertThat(
				this.app.counted("uri", "/orders/{id}", "method", "GET", "status", "200", "outcome", "SUCCESS"))
			.isEqualTo(this.app.timed("uri", "/orders/{id}", "method", "GET"))
			.isPositive());
		assertThat(this.app.registry().get("http.server.requests").tag("uri", "/orders/{id}").timers())
			.allSatisfy((timer) -> assertThat(timer.getId().getTags().stream().map(Tag::getKey))
				.containsExactly("error", "exception", "method", "outcome", "status", "uri"));
		assertThat(this.app.registry().find("http.server.requests.active").meters()).isEmpty();
	}

	@Test
	void weighsBothBodies() {
		double received = this.app.bytes("http.request.size", "/echo");
		double sent = this.app.bytes("http.response.size", "/echo");
		HttpResponse<byte[]> response = this.app.send(HttpRequest.newBuilder(this.app.uri("/echo"))
			.header("Content-Type", "application/octet-stream")
			.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[12345])));
		assertThat(response.body()).hasSize(12345);
		this.app.await(() -> {
			assertThat(this.app.bytes("http.request.size", "/echo") - received).isEqualTo(12345);
			assertThat(this.app.bytes("http.response.size", "/echo") - sent).isEqualTo(12345);
		});
	}

	@Test
	void weighsAChunkedRequestWithoutItsFrames() {
		double before = this.app.bytes("http.request.size", "/echo");
		Flow.Publisher<ByteBuffer> chunks = HttpRequest.BodyPublishers.ofByteArray(new byte[7000]);
		this.app.send(HttpRequest.newBuilder(this.app.uri("/echo"))
			.header("Content-Type", "application/octet-stream")
			.POST(HttpRequest.BodyPublishers.fromPublisher(chunks)));
		this.app.await(() -> assertThat(this.app.bytes("http.request.size", "/echo") - before).isEqualTo(7000));
		this.app.await(() -> assertThat(this.app.bytes("http.response.size", "/echo"))
			.isEqualTo(this.app.bytes("http.request.size", "/echo")));
	}

	@Test
	void weighsAStreamWithoutItsFrames() {
		assertThat(this.app.get("/stream").body()).hasSize(10_000);
		this.app.await(() -> assertThat(this.app.bytes("http.response.size", "/stream")).isEqualTo(10_000));
	}

	@Test
	void weighsACompressedBodyAsTransferred() {
		HttpResponse<byte[]> response = this.app
			.send(HttpRequest.newBuilder(this.app.uri("/big")).header("Accept-Encoding", "gzip"));
		assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
		// Tomcat's count includes the frame of each chunk.
		this.app.await(() -> assertThat(this.app.bytes("http.response.size", "/big"))
			.isBetween((double) response.body().length, response.body().length + 32.0));
	}

	@Test
	void weighsNothingForHeadAndNoContent() {
		this.app.get("/empty");
		this.app.send(
				HttpRequest.newBuilder(this.app.uri("/orders/1")).method("HEAD", HttpRequest.BodyPublishers.noBody()));
		this.app.await(() -> {
			assertThat(this.app.counted("uri", "/empty")).isOne();
			assertThat(this.app.counted("method", "HEAD")).isOne();
		});
		assertThat(this.app.weighed("/empty")).isZero();
		assertThat(this.app.registry().find("http.response.size").tag("method", "HEAD").summary()).isNull();
		assertThat(this.app.registry().find("http.request.size").tag("uri", "/empty").summary()).isNull();
	}

	@Test
	void countsAFailureOnceWithItsErrorPage() {
		HttpResponse<byte[]> response = this.app.get("/fail");
		assertThat(response.statusCode()).isEqualTo(500);
		this.app.await(() -> {
			assertThat(this.app.counted("uri", "/fail", "status", "500", "outcome", "SERVER_ERROR")).isOne();
			assertThat(this.app.timed("uri", "/fail", "exception", "IllegalStateException", "error",
					"IllegalStateException"))
				.isOne();
			assertThat(this.app.bytes("http.response.size", "/fail")).isEqualTo(response.body().length);
		});
		assertThat(this.app.counted("uri", "/error")).isZero();
	}

	@Test
	void followsAnAsynchronousAnswerToItsEnd() {
		assertThat(this.app.get("/deferred").body()).hasSize(5);
		assertThat(this.app.get("/sse").statusCode()).isEqualTo(200);
		this.app.await(() -> {
			assertThat(this.app.counted("uri", "/deferred", "status", "200")).isOne();
			assertThat(this.app.bytes("http.response.size", "/deferred")).isEqualTo(5);
			assertThat(this.app.counted("uri", "/sse")).isOne();
			assertThat(this.app.bytes("http.response.size", "/sse")).isGreaterThanOrEqualTo(36);
		});
	}

	@Test
	void countsAClientThatHangsUp() throws IOException {
		for (int i = 0; i < HUNG_UP; i++) {
			try (Socket socket = this.app.raw("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")) {
				assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
				assertThat(this.app.active()).isPositive();
				socket.setSoLinger(true, 0);
			}
		}
		this.app.await(() -> {
			assertThat(this.app.counted("uri", "/endless")).isEqualTo(HUNG_UP);
			assertThat(this.app.weighed("/endless")).isEqualTo(HUNG_UP);
			assertThat(this.app.bytes("http.response.size", "/endless")).isGreaterThan(4000);
		});
	}

	@Test
	void boundsWhatAScannerSends() throws IOException {
		double before = this.app.counted();
		int scanned = (this.server == Server.TOMCAT) ? 10_000 : 1_000;
		IntStream.range(0, scanned)
			.parallel()
			.forEach((i) -> assertThat(this.app.get("/wp-" + i + "/admin.php").statusCode()).isEqualTo(404));
		for (int i = 0; i < 5; i++) {
			try (Socket socket = this.app.raw("FOOBAR" + i + " /orders/1 HTTP/1.1\r\nHost: x\r\n\r\n")) {
				assertThat(socket.getInputStream().readNBytes(9)).hasSize(9);
			}
		}
		this.app.await(() -> assertThat(this.app.counted() - before).isEqualTo(scanned + 5));
		this.app.await(() -> assertThat(this.app.counted("method", "UNKNOWN")).isEqualTo(5));
		assertThat(this.app.registry().find("http.requests").counters()).hasSizeLessThan(25);
	}

	@Test
	void keepsTheActuatorOut() {
		assertThat(this.app.get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(this.app.get("/actuator/%6detrics").statusCode()).isEqualTo(200);
		assertThat(this.app.registry().find("http.requests").counters())
			.noneMatch((counter) -> String.valueOf(counter.getId().getTag("uri")).startsWith("/actuator"));
		this.app.await(() -> assertThat(this.app.spanNames()).contains("http get /actuator/health"));
	}

}
