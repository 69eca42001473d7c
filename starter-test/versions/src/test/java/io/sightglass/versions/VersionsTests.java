package io.sightglass.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same application on each supported version, with Sightglass and without.
 */
class VersionsTests {

	private static final Map<Row, Future<ApplicationRun>> WITH = new TreeMap<>();

	private static final Map<Row, Future<ApplicationRun>> WITHOUT = new TreeMap<>();

	// A start keeps a core busy, and two are what a small machine has.
	private static final ExecutorService TWO = Executors.newFixedThreadPool(2);

	private static final List<Function<ApplicationRun, Shown>> WEBS = List.of(ApplicationRun::servlet,
			ApplicationRun::reactive);

	private static final String RETRIED_ERRORS = "pipeline_errors_total";

	// Its Spring Framework does not say why a batch step tries again.
	private static final String WITHOUT_RETRIED_ERRORS = "4.0.0";

	// Sightglass has requests in flight under another name, and buckets for the rest.
	private static final Pattern REPLACED = Pattern
		.compile("(# TYPE )?http_server_requests_active_.*|# TYPE http_server_requests_seconds summary");

	@TempDir
	private static Path directory;

	@BeforeAll
	static void start() throws Exception {
		ClassPaths.resolve();
		Map<Integer, Path> jdks = Versions.jdks();
		for (Row row : rows()) {
			List<Path> boot = new ArrayList<>(List.of(Path.of(System.getProperty("application.classes"))));
			boot.addAll(ClassPaths.application(row.boot()));
			List<Path> sightglass = new ArrayList<>(boot);
			sightglass.addAll(ClassPaths.sightglass());
			Path jdk = Objects.requireNonNull(jdks.get(row.jdk()));
			WITHOUT.put(row, TWO.submit(() -> ApplicationRun.of(jdk, boot, directory.resolve(row + " without"))));
			WITH.put(row, TWO.submit(() -> ApplicationRun.of(jdk, sightglass, directory.resolve(row + " with"))));
		}
	}

	@AfterAll
	static void stop() {
		TWO.shutdownNow();
	}

	static List<Row> rows() throws IOException {
		Set<Integer> jdks = Versions.jdks().keySet();
		return Versions.BOOT.stream().flatMap((boot) -> jdks.stream().map((jdk) -> new Row(boot, jdk))).toList();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void showsAllThatBootShows(Row row) throws Exception {
		ApplicationRun with = with(row);
		ApplicationRun without = without(row);
		assertThat(without.servlet().names()).noneMatch((name) -> name.startsWith("sightglass_"))
			.contains("spring_batch_job_seconds_count", "hikaricp_connections",
					"tomcat_sessions_created_sessions_total", "spring_integration_send_seconds_count",
					"http_client_requests_seconds_count");
		assertThat(lost(without.servlet(), with.servlet())).as("servlet").isEmpty();
		assertThat(lost(without.reactive(), with.reactive())).as("reactive").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("rows")
	void showsEveryFamily(Row row) throws Exception {
		ApplicationRun with = with(row);
		for (Shown shown : List.of(with.servlet(), with.reactive())) {
			assertThat(shown.text()).contains(
					"\nhttp_requests_total{method=\"GET\",outcome=\"SERVER_ERROR\",status=\"500\",uri=\"/oops\"} 1.0")
				.contains("\nconnections_closed_total{")
				.contains("\ntransport_sent_bytes_total{")
				.contains("\npipeline_records_delivered_total{pipeline=\"own\"")
				.contains("\npipeline_records_delivered_total{pipeline=\"batch\"")
				.contains("\npipeline_retries_total{pipeline=\"batch\",stage=\"importOrders\"} 1.0")
				.contains("\nllm_requests_total{")
				.contains("\nhealth_status{")
				.contains("\nparcels_total 1.0")
				.doesNotContainPattern("\nsightglass_failures_total\\{.*} [^0]");
		}
	}

	// Whatever version: a dashboard finds the names that it looks for.
	@ParameterizedTest
	@MethodSource("rows")
	void showsTheSameNamesEverywhere(Row row) throws Exception {
		Row newest = rows().get(rows().size() - 1);
		for (Function<ApplicationRun, Shown> web : WEBS) {
			Set<String> expected = own(newest, web);
			assertThat(expected).contains(RETRIED_ERRORS);
			if (row.boot().equals(WITHOUT_RETRIED_ERRORS)) {
				expected.remove(RETRIED_ERRORS);
			}
			assertThat(own(row, web)).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@MethodSource("rows")
	void warnsOfNothing(Row row) throws Exception {
		assertThat(warnings(with(row))).isSubsetOf(warnings(without(row)));
	}

	@Test
	void thePageSaysWhatRan() throws Exception {
		Map<Row, String> lines = new TreeMap<>();
		for (Row row : rows()) {
			with(row);
			lines.put(row, row.line());
		}
		CompatibilityPage.check(lines);
	}

	private static ApplicationRun with(Row row) throws Exception {
		return Objects.requireNonNull(WITH.get(row)).get();
	}

	private static ApplicationRun without(Row row) throws Exception {
		return Objects.requireNonNull(WITHOUT.get(row)).get();
	}

	private static Set<String> own(Row row, Function<ApplicationRun, Shown> web) throws Exception {
		Set<String> own = web.apply(with(row)).names();
		own.removeAll(web.apply(without(row)).names());
		return own;
	}

	private static Set<String> lost(Shown without, Shown with) {
		Set<String> lost = new TreeSet<>(without.all());
		lost.removeAll(with.all());
		lost.removeIf((one) -> REPLACED.matcher(one).matches());
		return lost;
	}

	private static Set<String> warnings(ApplicationRun run) {
		return run.log()
			.lines()
			.filter((line) -> line.contains(" WARN ") || line.contains(" ERROR "))
			.map((line) -> line.substring(line.indexOf("] ") + 2).replaceAll("\\[\\p{XDigit}+-\\d+]", "[request]"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
