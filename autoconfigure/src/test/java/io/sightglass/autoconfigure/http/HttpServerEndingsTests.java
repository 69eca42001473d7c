package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.autoconfigure.connection.EndpointLedger;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How requests end at the three servers.
 */
class HttpServerEndingsTests {

	private static final Map<Server, RunningApp> apps = new EnumMap<>(Server.class);

	private static final Map<Server, EndpointLedger> ledgers = new EnumMap<>(Server.class);

	@BeforeAll
	static void start() {
		for (Server server : Server.values()) {
			Class<?>[] own = server.isReactive()
					? new Class<?>[] { ReactiveEndings.Api.class, ReactiveEndings.Thrower.class }
					: new Class<?>[] { ServletEndings.Api.class, ServletEndings.Thrower.class };
			RunningApp app = new RunningApp(server, own, "server.http2.enabled=true");
			apps.put(server, app);
			ledgers.put(server, new EndpointLedger(app.registry()));
		}
	}

	@AfterAll
	static void stop() {
		apps.values().forEach(RunningApp::close);
	}

	static Stream<Arguments> endings() {
		return Stream.of(Ending.values())
			.flatMap((ending) -> Stream.of(Server.values())
				.filter((server) -> ending.status(server) != null)
				.map((server) -> Arguments.of(ending, server)));
	}

	@ParameterizedTest
	@MethodSource("endings")
	void countsOnceAsWhatItWas(Ending ending, Server server) throws Exception {
		RunningApp app = Objects.requireNonNull(apps.get(server));
		EndpointLedger ledger = Objects.requireNonNull(ledgers.get(server));
		Map<String, Long> before = counted(app);
		ending.run.on(app);
		app.await(() -> {
			Map<String, Long> more = counted(app);
			before.forEach((line, count) -> more.merge(line, -count, Long::sum));
			more.values().removeIf((count) -> count == 0);
			String status = ending.status(server);
			assertThat(more).isEqualTo((status == null || status.isEmpty()) ? Map.of() : Map.of(status, 1L));
			assertThat(app.active()).isZero();
			assertThat(timed(app)).isEqualTo(counted(app).values().stream().mapToLong(Long::longValue).sum());
		});
		if (server == Server.NETTY) {
			ledger.expectAll("web", ending.connection);
		}
		// Of Tomcat's connections there are only gauges.
		if (server != Server.TOMCAT) {
			ledger.check();
		}
	}

	@Test
	void standOnThePage() throws Exception {
		EndingsPage.check("HTTP servers", Ending.values());
	}

	private static Map<String, Long> counted(RunningApp app) {
		Map<String, Long> counted = new TreeMap<>();
		for (Counter counter : app.registry().find("http.requests").counters()) {
			counted.merge(String.valueOf(counter.getId().getTag("status")), Math.round(counter.count()), Long::sum);
		}
		return counted;
	}

	private static long timed(RunningApp app) {
		return app.registry().find("http.server.requests").timers().stream().mapToLong(Timer::count).sum();
	}

	private static void talk(RunningApp app, String words) throws IOException {
		try (Socket socket = app.raw(words)) {
			socket.getInputStream().readAllBytes();
		}
	}

	private static void http2(RunningApp app, String path) {
		app.send(HttpRequest.newBuilder(app.uri(path)).version(HttpClient.Version.HTTP_2));
	}

	private static void post(RunningApp app, boolean reset) throws IOException {
		try (Socket socket = app.raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
				+ "Content-Length: 100000\r\n\r\nhalf")) {
			app.await(() -> assertThat(app.active()).isOne());
			if (reset) {
				socket.setSoLinger(true, 0);
			}
		}
	}

	// What it has not read makes a reset of its end.
	private static void leave(RunningApp app) throws IOException {
		try (Socket socket = app.raw("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")) {
			assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
		}
	}

	private static void stream(RunningApp app, String path, boolean reset) throws IOException {
		try (Socket socket = app.raw("")) {
			socket.getOutputStream().write(Http2Bytes.hello().get(1, path).bytes());
			app.await(() -> assertThat(app.active()).isOne());
			if (reset) {
				socket.getOutputStream().write(new Http2Bytes().reset(1).bytes());
				app.await(() -> assertThat(app.active()).isZero());
			}
			// What is not read would make a reset of the end.
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
	}

	@SuppressWarnings("ImmutableEnumChecker")
	enum Ending implements EndingsPage.Row {

		SUCCESS("in order", "200", "200", "", (app) -> app.get("/orders/1")),

		NOT_FOUND("nothing is there", "404", "404", "", (app) -> app.get("/nothing")),

		MALFORMED("no request at all", "", "", "", (app) -> talk(app, "NONSENSE\r\n\r\n")),

		FAILURE("the application throws", "500", "500", "", (app) -> app.get("/fail")),

		THROWN("a filter throws an `Error`", "500", "500", "", (app) -> app.get("/thrown")),

		TIMEOUT("an asynchronous answer takes too long", "503", null, "", (app) -> app.get("/timeout")),

		BODY_CUT("the client ends in the middle of its body", "400", "500", "", (app) -> post(app, false)),

		BODY_RESET("the client resets in the middle of its body", "400", "500", "errors{reset}, closed{reset}",
				(app) -> post(app, true)),

		LEFT("the client leaves in the middle of an answer", "200", "200", "errors{reset}, closed{reset}",
				(app) -> leave(app)),

		STREAM("in order, over HTTP/2", "200", "200", "streams", (app) -> http2(app, "/orders/1")),

		SCRAPE("a scrape, over HTTP/2", "", "", "streams", (app) -> http2(app, "/actuator/prometheus")),

		STREAM_RESET("the client resets the stream in the middle of an answer", "200", "200", "streams",
				(app) -> stream(app, "/endless", true)),

		STREAM_RESET_BEFORE("the client resets the stream before an answer", "200", "UNKNOWN", "streams",
				(app) -> stream(app, "/wait", true)),

		STREAM_LEFT("the client ends the connection of a stream that waits", "200", "UNKNOWN", "streams",
				(app) -> stream(app, "/wait", false));

		private final String words;

		private final String servlet;

		private final @Nullable String reactive;

		private final String connection;

		private final Run run;

		Ending(String words, String servlet, @Nullable String reactive, String connection, Run run) {
			this.words = words;
			this.servlet = servlet;
			this.reactive = reactive;
			this.connection = connection;
			this.run = run;
		}

		@Nullable String status(Server server) {
			return server.isReactive() ? this.reactive : this.servlet;
		}

		@Override
		public String ending() {
			return this.words;
		}

		@Override
		public String countsAs() {
			String netty = (this.reactive == null) ? "" : "; Reactor Netty: " + said(this.reactive)
					+ (this.connection.isEmpty() ? "" : ", " + EndpointLedger.words(this.connection));
			return "Tomcat and Jetty: " + said(this.servlet) + netty;
		}

		private static String said(String status) {
			return status.isEmpty() ? "no request" : "a request of status " + status;
		}

		private interface Run {

			void on(RunningApp app) throws Exception;

		}

	}

}
