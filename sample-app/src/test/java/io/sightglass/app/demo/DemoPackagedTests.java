package io.sightglass.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs after the jar is made.
 */
@EnabledIf(value = "jarIsMade", disabledReason = "needs the packaged application: mvn verify")
@EnabledOnOs({ OS.LINUX, OS.MAC })
class DemoPackagedTests {

	private static final Pattern ADDRESS = Pattern.compile("(?m)^  (http://localhost:\\S+) ");

	@TempDir
	private Path directory;

	static boolean jarIsMade() {
		return Files.isRegularFile(DemoProcess.JAR);
	}

	static boolean jarAndPrometheusAreThere() {
		return jarIsMade() && Files.isExecutable(Path.of("/usr/bin/prometheus"));
	}

	@Test
	void printsWhereToLookAndThenWhatGoesOn() throws Exception {
		try (DemoProcess demo = DemoProcess.start(this.directory, "--server.port=0", "--demo.incidents.every=1s")) {
			demo.awaitLine(
					"[1-9][0-9.]* requests/s, [1-9]\\d* connections, [0-9.]+ orders/s, LLM calls for \\d*\\.\\d*[1-9]");
			List<String> addresses = ADDRESS.matcher(demo.printed()).results().map((found) -> found.group(1)).toList();
			assertThat(addresses).hasSize(4).allSatisfy((address) -> assertThat(get(address)).isEqualTo(200));
			demo.awaitLine("INCIDENT broken-client, \\d+ s left");
			assertThat(demo.printed()).doesNotContain("Exception").doesNotContain("WARN");
			List<ProcessHandle> children = demo.children();
			assertThat(children).isNotEmpty();
			assertThat(demo.end()).isZero();
			await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	@Test
	@EnabledIf(value = "jarAndPrometheusAreThere", disabledReason = "needs Debian's prometheus")
	void startsAPrometheusWhoseAlertsReactAndStopsIt() throws Exception {
		try (DemoProcess demo = DemoProcess.start(this.directory, "--prometheus", "--server.port=0",
				"--demo.incidents.every=1h")) {
			MatchResult line = demo.awaitLine("(http://localhost:\\d+)/alerts ");
			String prometheus = line.group(1);
			await().atMost(Duration.ofMinutes(1))
				.untilAsserted(() -> assertThat(read(prometheus + "/api/v1/query?query=up")).contains("\"1\"]"));
			String incidents = demo.awaitLine("http://localhost:\\d+/demo/incidents").group();
			// Asked for again they last longer, so that a busy machine has its time too.
			await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
				post(incidents + "/expensive-model");
				post(incidents + "/slow-dependency");
				assertThat(read(prometheus + "/api/v1/alerts")).contains("SightglassLlmBudgetSpent",
						"SightglassHttpSlow");
			});
			List<ProcessHandle> children = demo.children();
			assertThat(children).hasSizeGreaterThanOrEqualTo(2);
			assertThat(demo.end()).isZero();
			await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	@Test
	void leavesNothingWhenItIsEndedWhileItStarts() throws Exception {
		try (DemoProcess demo = DemoProcess.start(this.directory, "--server.port=0")) {
			demo.awaitLine("3/3 Starting on port \\d+");
			await().until(() -> !demo.children().isEmpty());
			List<ProcessHandle> children = demo.children();
			assertThat(demo.end()).isIn(0, 130);
			await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	@Test
	void refusesAPortThatIsTaken() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				DemoProcess demo = DemoProcess.start(this.directory, "--server.port=" + taken.getLocalPort())) {
			demo.awaitLine("Port " + taken.getLocalPort() + " is in use: choose another one with --server\\.port");
			assertThat(demo.exitCode()).isEqualTo(1);
		}
	}

	@Test
	void takesTheNextPortAndSaysSo() throws Exception {
		try (ServerSocket taken = takeThePort(); DemoProcess demo = DemoProcess.start(this.directory, "--no-load")) {
			String next = demo.awaitLine("Port 8080 is in use: taking (\\d+)\\.").group(1);
			demo.awaitLine("http://localhost:" + next + "/actuator/sightglass");
			assertThat(taken.isClosed()).isFalse();
		}
	}

	// If somebody has it already, that is as good.
	private static ServerSocket takeThePort() throws IOException {
		try {
			return new ServerSocket(8080, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			return new ServerSocket(0);
		}
	}

	private static int get(String address) throws IOException, InterruptedException {
		return send(address).statusCode();
	}

	private static void post(String address) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(address))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
			.isEqualTo(202);
	}

	private static String read(String address) throws IOException, InterruptedException {
		return send(address).body();
	}

	private static HttpResponse<String> send(String address) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
	}

}
