package io.sightglass.app.endurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample application's jar as Spring prepared it ahead of time, against itself as it
 * starts otherwise. Run by {@code -Paot}, which names the jar.
 */
class AheadOfTimeIT {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	// Families of the library that the load must bring up in either way.
	private static final List<String> OURS = List.of("build_info", "connections_active", "health_status",
			"http_requests_total", "llm_cost_usd_total", "pipeline_records_processed_total", "sightglass_series",
			"transport_sent_bytes_total", "llm_budget_spent_usd", "http_request_size_bytes");

	@TempDir
	private Path directory = Path.of("");

	private final List<Process> started = new ArrayList<>();

	@AfterEach
	void stop() {
		this.started.forEach(Process::destroyForcibly);
	}

	@Test
	void showsTheSameFamiliesAsWithout() throws Exception {
		SortedSet<String> plain = familiesOf("plain", "-Dspring.aot.enabled=false", OURS);
		stop();
		familiesOf("ahead", "-Dspring.aot.enabled=true", plain);
		assertThat(log("ahead")).contains("AOT-processed");
		assertThat(page("ahead", "/actuator/sightglass", "text/html")).contains("<html");
	}

	private SortedSet<String> familiesOf(String run, String mode, Collection<String> awaited) throws IOException {
		String jar = Objects.requireNonNull(System.getProperty("sightglass.aot.jar"), "sightglass.aot.jar");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), mode,
				"-Xmx512m", "-Djava.net.preferIPv4Stack=true", "-jar", jar, "--server.port=0",
				"--server.address=127.0.0.1")
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve(run).toFile())
			.start();
		this.started.add(process);
		SortedSet<String> families = new TreeSet<>();
		Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			assertThat(process.isAlive()).as(() -> log(run)).isTrue();
			families.clear();
			page(run, "/actuator/prometheus", "text/plain").lines()
				.filter((line) -> line.startsWith("# TYPE "))
				.forEach((line) -> families.add(line.split(" ")[2]));
			assertThat(families).containsAll(awaited);
		});
		return families;
	}

	private String page(String run, String path, String type) throws IOException, InterruptedException {
		Matcher port = PORT.matcher(log(run));
		assertThat(port.find()).as("a port in the log").isTrue();
		URI uri = URI.create("http://127.0.0.1:" + port.group(1) + path);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).header("Accept", type).timeout(Duration.ofSeconds(20)).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private String log(String run) {
		try {
			return Files.readString(this.directory.resolve(run));
		}
		catch (IOException ex) {
			return "";
		}
	}

}
