package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Prometheus. Where there is none, the test is skipped and says so.
 */
public final class RealPrometheus implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final Process process;

	private final URI uri;

	/**
	 * Starts it.
	 * @param directory where it keeps all that it has
	 * @param jobs what it scrapes: path and query on 127.0.0.1, behind the port
	 * @throws IOException if it does not start
	 */
	RealPrometheus(Path directory, Map<String, Target> jobs) throws IOException {
		this(directory, Duration.ofSeconds(15), "", jobs);
	}

	/**
	 * Starts it.
	 * @param directory where it keeps all that it has
	 * @param interval how often it scrapes
	 * @param replica its name, which makes its offsets others
	 * @param jobs what it scrapes: path and query on 127.0.0.1, behind the port
	 * @throws IOException if it does not start
	 */
	public RealPrometheus(Path directory, Duration interval, String replica, Map<String, Target> jobs)
			throws IOException {
		int port = freePort();
		StringBuilder config = new StringBuilder(
				"global: {scrape_interval: %1$dms, scrape_timeout: %1$dms, external_labels: {replica: '%2$s'}}%nscrape_configs:%n"
					.formatted(interval.toMillis(), replica));
		jobs.forEach((name, target) -> {
			config.append("- job_name: '%s'\n  metrics_path: /actuator/prometheus\n  params:\n".formatted(name));
			target.query().forEach((key, value) -> config.append("    %s: ['%s']\n".formatted(key, value)));
			config.append("  static_configs: [{targets: ['127.0.0.1:%d']}]\n".formatted(target.port()));
		});
		Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
		this.uri = URI.create("http://127.0.0.1:" + port);
		this.process = new ProcessBuilder(binary(), "--config.file=" + file, "--log.level=warn",
				"--web.listen-address=127.0.0.1:" + port, "--storage.tsdb.path=" + directory.resolve("tsdb"))
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
		try {
			Awaitility.await().atMost(1, TimeUnit.MINUTES).ignoreExceptions().until(() -> get("/-/ready") != null);
		}
		catch (RuntimeException ex) {
			close();
			throw new IllegalStateException(Files.readString(directory.resolve("log")), ex);
		}
	}

	/**
	 * What Prometheus says of its targets.
	 * @return "up" or the last error, by job; only of those that were scraped
	 * @throws IOException if it cannot be asked
	 */
	Map<String, String> targets() throws IOException {
		Map<String, String> targets = new HashMap<>();
		JsonNode all = JsonMapper.shared().readTree(get("/api/v1/targets")).path("data").path("activeTargets");
		all.forEach((target) -> {
			String health = target.path("health").asString();
			if (!health.equals("unknown")) {
				targets.put(target.path("scrapePool").asString(),
						health.equals("up") ? health : target.path("lastError").asString());
			}
		});
		return targets;
	}

	/**
	 * The one value of a query.
	 * @param query in PromQL
	 * @param time at what time, in seconds; now if it is empty
	 * @return the value, NaN if there is none
	 * @throws IOException if it cannot be asked
	 */
	public double value(String query, String time) throws IOException {
		JsonNode result = JsonMapper.shared()
			.readTree(get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
					+ (time.isEmpty() ? "" : "&time=" + time)))
			.path("data")
			.path("result");
		return (result.size() == 1) ? Double.parseDouble(result.get(0).path("value").get(1).asString()) : Double.NaN;
	}

	private String get(String path) throws IOException {
		try {
			HttpResponse<String> response = CLIENT.send(HttpRequest.newBuilder(this.uri.resolve(path)).build(),
					HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new IOException(response.body());
			}
			return response.body();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private static String binary() {
		for (String directory : System.getenv("PATH").split(":")) {
			Path path = Path.of(directory, "prometheus");
			if (Files.isExecutable(path)) {
				return path.toString();
			}
		}
		return Assumptions.abort("Skipped, because there is no prometheus: apt-get install prometheus");
	}

	// Below the range from which the system takes ports for clients.
	private static int freePort() {
		while (true) {
			try (ServerSocket socket = new ServerSocket(ThreadLocalRandom.current().nextInt(10_000, 32_000))) {
				return socket.getLocalPort();
			}
			catch (IOException taken) {
				// Another one, then.
			}
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * What a job scrapes.
	 *
	 * @param port the port of the application
	 * @param query the query
	 */
	public record Target(int port, Map<String, String> query) {
	}

}
