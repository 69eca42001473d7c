package shop;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program of registry/README.md in a JVM of its own, scraped by a real Prometheus.
 */
class ShopTests {

	private static final Path README = Path.of("..", "..", "registry", "README.md");

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final int PORT = freePort();

	private static Process shop;

	@BeforeAll
	static void start() throws Exception {
		shop = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dport=" + PORT, "-cp",
				System.getProperty("java.class.path"), Shop.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(Path.of("target", "shop.log").toFile())
			.start();
		await(ShopTests::scrape, (text) -> text.contains("checkout_seconds_count 1000\n"));
	}

	@AfterAll
	static void stop() {
		shop.destroyForcibly();
	}

	@Test
	void theClassPathHasNoSpring() {
		assertThat(System.getProperty("java.class.path").split(":"))
			.noneMatch((jar) -> Pattern.compile("spring|reactor|netty|slf4j|logback").matcher(jar).find());
	}

	@Test
	void theReadmeShowsThisProgramAndWhatItShows() throws Exception {
		String readme = Files.readString(README);
		String program = Files.readString(Path.of("src", "main", "java", "shop", "Shop.java"));
		assertThat(readme).contains(program.strip());
		List<String> scrape = Arrays.asList(scrape().split("\n"));
		int begin = readme.indexOf("```text\n") + 8;
		String shown = readme.substring(begin, readme.indexOf("\n```", begin));
		assertThat(shown.lines()).isNotEmpty().allSatisfy((line) -> {
			Pattern expected = Pattern.compile(Pattern.quote(line.substring(0, line.lastIndexOf(' '))) + " [0-9.E-]+");
			assertThat(scrape).anyMatch((each) -> each.equals(line)
					|| (line.startsWith("checkout_seconds_sum") && expected.matcher(each).matches()));
		});
	}

	@Test
	void countsAThousandOrdersInAHundredAndOneSeries() throws Exception {
		List<String> orders = scrape().lines().filter((line) -> line.startsWith("orders_placed_total{")).toList();
		assertThat(orders).hasSize(101);
		assertThat(orders.stream().mapToDouble((line) -> Double.parseDouble(line.substring(line.indexOf(' ')))).sum())
			.isEqualTo(1000);
	}

	@Test
	void prometheusReadsIt(@TempDir Path directory) throws Exception {
		int port = freePort();
		Path config = Files.writeString(directory.resolve("prometheus.yml"), """
				global: {scrape_interval: 1s}
				scrape_configs:
				- job_name: shop
				  static_configs: [{targets: ['127.0.0.1:%d']}]
				""".formatted(PORT));
		Process prometheus = new ProcessBuilder(binary(), "--config.file=" + config,
				"--web.listen-address=127.0.0.1:" + port, "--storage.tsdb.path=" + directory.resolve("data"))
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
		try {
			String query = URLEncoder.encode("up == 1 and on() sum(orders_placed_total) == 1000",
					StandardCharsets.UTF_8);
			await(() -> get("http://127.0.0.1:" + port + "/api/v1/query?query=" + query),
					(answer) -> answer.contains("\"job\":\"shop\""));
		}
		finally {
			prometheus.destroy();
			prometheus.waitFor(10, TimeUnit.SECONDS);
		}
	}

	private static String scrape() throws Exception {
		return get("http://127.0.0.1:" + PORT + "/metrics");
	}

	private static String get(String uri) throws Exception {
		return CLIENT.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	private static void await(Callable<String> text, Predicate<String> condition) throws Exception {
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
		String last = "";
		while (System.nanoTime() < end && !condition.test(last)) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			try {
				last = text.call();
			}
			catch (IOException notYet) {
				last = notYet.toString();
			}
		}
		assertThat(last).matches(condition);
	}

	private static String binary() {
		return Arrays.stream(System.getenv("PATH").split(":"))
			.map((directory) -> Path.of(directory, "prometheus"))
			.filter(Files::isExecutable)
			.findFirst()
			.map(Path::toString)
			.orElseGet(() -> Assumptions.abort("Skipped, because there is no prometheus: apt-get install prometheus"));
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

}
