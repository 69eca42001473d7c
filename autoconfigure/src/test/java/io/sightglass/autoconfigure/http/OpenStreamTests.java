package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Event streams without a timeout end in every way that their applications and clients
 * have: each counts once.
 */
class OpenStreamTests {

	private static final Map<Server, RunningApp> apps = new EnumMap<>(Server.class);

	@BeforeAll
	static void start() {
		for (Server server : new Server[] { Server.TOMCAT, Server.JETTY }) {
			apps.put(server, new RunningApp(server, new Class<?>[] { Api.class }, "server.http2.enabled=true"));
		}
	}

	@AfterAll
	static void stop() {
		apps.values().forEach(RunningApp::close);
	}

	static Stream<Arguments> ways() {
		return apps.keySet()
			.stream()
			.flatMap((server) -> Stream.of(Way.values())
				.flatMap((way) -> Stream.of(false, true).map((http2) -> Arguments.of(server, way, http2))));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void countsOnce(Server server, Way way, boolean http2) throws Exception {
		RunningApp app = Objects.requireNonNull(apps.get(server));
		double before = app.counted();
		double failed = app.timed("uri", "/open", "status", "200", "exception", "IllegalStateException");
		try (Socket socket = app.raw("")) {
			socket.getOutputStream().write(http2 ? Http2Bytes.hello().get(1, "/open").bytes() : Api.words());
			SseEmitter emitter = Objects.requireNonNull(Api.opened.poll(10, TimeUnit.SECONDS));
			app.await(() -> assertThat(app.active()).isOne());
			emitter.send("second");
			assertThat(socket.getInputStream().readNBytes(20)).isNotEmpty();
			if (way.left) {
				socket.setSoLinger(true, 0);
				socket.close();
			}
			end(way, emitter);
			app.await(() -> {
				assertThat(app.counted() - before).isOne();
				assertThat(app.active()).isZero();
			});
		}
		if (way == Way.FAILED && server == Server.JETTY) {
			app.await(() -> assertThat(
					app.timed("uri", "/open", "status", "200", "exception", "IllegalStateException") - failed)
				.isOne());
		}
	}

	private static void end(Way way, SseEmitter emitter) {
		try {
			way.end.of(emitter);
		}
		catch (IllegalStateException ex) {
			// Jetty has heard by then that the client left.
			assertThat(way.left).as(ex.toString()).isTrue();
		}
	}

	private static Exception failure(SseEmitter emitter) {
		for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); System.nanoTime() < end;) {
			try {
				emitter.send("more");
			}
			catch (IOException | IllegalStateException ex) {
				return ex;
			}
		}
		throw new AssertionError("Each send went well");
	}

	@SuppressWarnings("ImmutableEnumChecker")
	private enum Way {

		ENDED(false, SseEmitter::complete),

		FAILED(false, (emitter) -> emitter.completeWithError(new IllegalStateException("as it should"))),

		LEFT_AND_ENDED(true, SseEmitter::complete),

		LEFT_AND_FAILED(true, (emitter) -> emitter.completeWithError(new IOException("as it should"))),

		LEFT_AND_SENT(true, OpenStreamTests::failure),

		LEFT_SENT_AND_ENDED(true, (emitter) -> {
			failure(emitter);
			emitter.complete();
		}),

		LEFT_SENT_AND_FAILED(true, (emitter) -> emitter.completeWithError(failure(emitter)));

		private final boolean left;

		private final End end;

		Way(boolean left, End end) {
			this.left = left;
			this.end = end;
		}

		private interface End {

			void of(SseEmitter emitter);

		}

	}

	@RestController
	static class Api {

		private static final BlockingQueue<SseEmitter> opened = new LinkedBlockingQueue<>();

		private static byte[] words() {
			return "GET /open HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
		}

		@GetMapping("/open")
		SseEmitter open() throws IOException {
			SseEmitter emitter = new SseEmitter(0L);
			emitter.send("first");
			opened.add(emitter);
			return emitter;
		}

	}

}
