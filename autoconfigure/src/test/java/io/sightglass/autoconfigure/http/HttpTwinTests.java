package io.sightglass.autoconfigure.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same odd requests to an application and to its twin with Boot's own meters: what
 * Boot counts we count, under the same tags, and what we count has a counter too.
 */
class HttpTwinTests {

	private static final int REQUESTS = 600;

	private static final String[] PATHS = { "/orders/1", "/echo", "/empty", "/fail", "/internal/ping", "/nowhere",
			"/actuator/health", "/actuator/nothing", "/" };

	private static final String[] ODDITIES = { ";v=1", ";%zz", "%zz", "%2e%2e/", "/../", "/..;/", "//", "/./", "%2F",
			"%00", "/", "\\", "ü", "%C3%BC", "%ff", "|", "[", "?a=%zz", "?%", "#x", "%", ";", ";;=", "%3B", "%25",
			"x".repeat(3000) };

	private static final String[] METHODS = { "GET", "GET", "GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE",
			"PROPFIND", "get" };

	@ParameterizedTest
	@EnumSource(Server.class)
	void countsWhatBootCounts(Server server) throws IOException {
		try (RunningApp ours = new RunningApp(server, "sightglass.http.exclude=/elsewhere/**,/{any}/nowhere/{at}/all",
				"logging.level.root=OFF");
				RunningApp boots = new RunningApp(server, "sightglass.http.enabled=false", "logging.level.root=OFF")) {
			Random random = new Random(16);
			Map<String, Integer> statuses = new TreeMap<>();
			for (int i = 0; i < REQUESTS; i++) {
				byte[] request = request(random);
				String status = status(ours, request);
				assertThat(status).as(new String(request, StandardCharsets.UTF_8)).isEqualTo(status(boots, request));
				statuses.merge(status, 1, Integer::sum);
			}
			ours.await(() -> assertThat(timers(ours)).isEqualTo(timers(boots)));
			assertThat(timers(ours)).hasSizeGreaterThan(10);
			assertThat(ours.counted()).isEqualTo(ours.timed());
			for (String status : statuses.keySet()) {
				assertThat(ours.counted("status", status)).as("status " + status)
					.isEqualTo(ours.timed("status", status))
					.isLessThanOrEqualTo(statuses.get(status));
			}
			assertThat(ours.counted("status", "500")).isEqualTo(statuses.getOrDefault("500", 0).doubleValue());
			assertThat(ours.active()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void excludesOnlyWhatTheServerTakesThere(Server server) throws IOException {
		try (RunningApp ours = new RunningApp(server, "logging.level.root=OFF");
				RunningApp boots = new RunningApp(server, "sightglass.http.enabled=false", "logging.level.root=OFF")) {
			for (String path : List.of("/actuator/..;/x", "/actuator/../orders/1", "/actuator/./../orders/1",
					"/actuator/%2e%2e/orders/1", "/actuator;x/../orders/1", "/orders/1;/actuator", "/actuators",
					"//actuators/x")) {
				byte[] request = request("GET", path);
				assertThat(status(ours, request)).as(path).isEqualTo(status(boots, request));
			}
			ours.await(() -> assertThat(timers(ours)).isEqualTo(timers(boots)));
			assertThat(timers(ours)).isNotEmpty();
			assertThat(status(ours, request("GET", "/actuator/health"))).isEqualTo("200");
			assertThat(status(ours, request("GET", "/orders/../actuator/health"))).isIn("200", "400", "404");
			assertThat(ours.counted()).isEqualTo(ours.timed());
			assertThat(timers(ours).keySet()).noneMatch((tags) -> tags.contains("/actuator"));
		}
	}

	private static byte[] request(Random random) {
		StringBuilder path = new StringBuilder(PATHS[random.nextInt(PATHS.length)]);
		for (int i = random.nextInt(3); i > 0; i--) {
			path.insert(1 + random.nextInt(path.length()), ODDITIES[random.nextInt(ODDITIES.length)]);
		}
		return request(METHODS[random.nextInt(METHODS.length)], path.toString());
	}

	private static byte[] request(String method, String path) {
		return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String status(RunningApp app, byte[] request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", app.port())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request);
			socket.getOutputStream().flush();
			String line = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
				.readLine();
			return (line != null) ? line.split(" ")[1] : "none";
		}
	}

	private static Map<String, Long> timers(RunningApp app) {
		Map<String, Long> counts = new TreeMap<>();
		for (Timer timer : app.registry().find("http.server.requests").timers()) {
			counts.merge(timer.getId().getTags().toString(), timer.count(), Long::sum);
		}
		return counts;
	}

}
