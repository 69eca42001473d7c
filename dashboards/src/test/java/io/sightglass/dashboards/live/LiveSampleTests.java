package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Threshold;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.cli.DashboardsCommand;
import io.sightglass.dashboards.query.Labels;
import io.sightglass.dashboards.rules.Recording;
import io.sightglass.dashboards.rules.RuleGroup;
import io.sightglass.dashboards.tool.Promtool;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.llm.LlmConventions;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three real instances of the sample application under its own load, and a real
 * Prometheus that scrapes them each second: no panel is empty, no recording rule is
 * silent, no rule has an error. Runs in a module of its own, once the application's jar
 * is there: {@code ./test dashboards/live}.
 */
class LiveSampleTests {

	private static final Path JAR = Path.of(System.getProperty("sightglass.sample-jar", "none"));

	private static final Path RULES = Path.of("prometheus/rules");

	// Three applications start in half a minute on two idle cores. Busy ones may take
	// longer: nothing here is about speed.
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final String RATES = "30s";

	@TempDir
	private static Path directory;

	private static Targets targets;

	private static LocalPrometheus prometheus;

	@BeforeAll
	static void scrape() throws IOException {
		assertThat(JAR).as("the sample application's jar, which mvn package makes").isRegularFile();
		targets = SampleApplication.targets(JAR, directory.resolve("logs"));
		prometheus = LocalPrometheus.start(new ScrapeConfig(targets.addresses()).rules(RULES).writeTo(directory),
				directory, "--storage.tsdb.path=" + directory.resolve("tsdb"));
		PrometheusClient client = prometheus.client();
		LocalPrometheus.await("scrapes of each instance", PATIENCE, () -> {
			targets.requireAlive();
			return client.query("sum_over_time(up[1m]) >= 8").size() == Targets.COUNT;
		});
	}

	@AfterAll
	static void stop() {
		if (prometheus != null) {
			prometheus.close();
		}
		if (targets != null) {
			targets.close();
		}
	}

	@Test
	void everyQueryAnswersForAllInstances() {
		none("an empty panel", () -> Findings.of(prometheus.client(), Choice.all(RATES)));
	}

	@Test
	void everyQueryAnswersForEachInstanceAlone() {
		for (String address : targets.addresses()) {
			none("an empty panel for " + address,
					() -> Findings.of(prometheus.client(), Choice.all(RATES).with("shop", escaped(address))));
		}
	}

	@Test
	void everyQueryAnswersForOneCluster() {
		none("an empty panel for the cluster",
				() -> Findings.of(prometheus.client(), new Choice("test", ".+", ".+", RATES)));
	}

	@Test
	void everyQueryAnswersUnderOpenTelemetrysNames() {
		Options options = new Options("", Labels.DEFAULT, null, Options.UNKNOWN_RUNBOOKS, LlmConventions.OPENTELEMETRY,
				false);
		none("an empty panel", () -> Findings.of(prometheus.client(), options, Choice.all(RATES)));
	}

	// In text there are classic buckets, whatever the mode is.
	@Test
	void everyQueryAndRuleAnswersOfNativeHistograms(@TempDir Path other) throws IOException {
		Options options = new Options("", Labels.DEFAULT, null, Options.UNKNOWN_RUNBOOKS, LlmConventions.SIGHTGLASS,
				true);
		Path rules = Files.createDirectory(other.resolve("rules"));
		Files.writeString(rules.resolve("rules.yml"),
				Text.yaml(RuleGroup.file(Rules.all(Thresholds.STANDARD), options)));
		try (LocalPrometheus natives = LocalPrometheus.start(
				new ScrapeConfig(targets.addresses()).rules(rules).writeTo(other), other,
				"--storage.tsdb.path=" + other.resolve("tsdb"), "--enable-feature=native-histograms")) {
			none("an empty panel of native histograms",
					() -> Findings.of(natives.client(), options, Choice.all(RATES)));
			none("a silent recording rule of native histograms", () -> silentRecordings(natives.client()));
			none("a rule with an error", () -> wrongRules(natives.client()));
			assertThat(natives.client().query("{__name__=~\".+_bucket|http_server_requests_seconds_count\"}"))
				.isEmpty();
		}
	}

	@Test
	void everyRecordingRuleYields() {
		none("a silent recording rule", () -> silentRecordings(prometheus.client()));
	}

	private static List<String> silentRecordings(PrometheusClient client) throws IOException {
		List<String> silent = new ArrayList<>();
		for (RuleGroup group : Rules.all(Thresholds.STANDARD)) {
			for (Recording recording : group.recordings()) {
				String name = recording.in(Options.DEFAULT.rules());
				if (client.query("{__name__=\"" + name + "\"}").isEmpty()) {
					silent.add(name);
				}
			}
		}
		return silent;
	}

	@Test
	void noRuleHasAnError() throws IOException {
		int rules = 0;
		for (JsonNode group : prometheus.client().get("rules").path("groups")) {
			rules += group.path("rules").size();
		}
		assertThat(rules).isEqualTo(Rules.all(Thresholds.STANDARD)
			.stream()
			.mapToInt((group) -> group.recordings().size() + group.alerts().size())
			.sum());
		none("a rule with an error", () -> wrongRules(prometheus.client()));
	}

	private static List<String> wrongRules(PrometheusClient client) throws IOException {
		List<String> wrong = new ArrayList<>();
		for (JsonNode group : client.get("rules").path("groups")) {
			for (JsonNode rule : group.path("rules")) {
				if (!rule.path("health").asString().equals("ok") || rule.toString().contains("error expanding")) {
					wrong.add(rule.path("name").asString() + ": " + rule.path("lastError").asString(""));
				}
			}
		}
		return wrong;
	}

	@Test
	void theCommandLineFindsEverythingWell() {
		LocalPrometheus.await("a check without findings", PATIENCE, () -> {
			StringWriter out = new StringWriter();
			CommandLine line = DashboardsCommand.commandLine();
			line.setOut(new PrintWriter(out));
			return line.execute("check", prometheus.uri().toString(), "--strict", "--range", RATES) == 0
					&& out.toString().contains(" queries, 0 wrong, 0 empty");
		});
	}

	@Test
	void everyQueryAndRuleAnswersBehindAnAgentAndRemoteWrite(@TempDir Path other) throws IOException {
		try (LocalPrometheus engine = LocalPrometheus.victoriaMetrics(other);
				LocalPrometheus rules = LocalPrometheus.vmalert(engine, RULES, other);
				LocalPrometheus agent = LocalPrometheus.start(
						new ScrapeConfig(targets.addresses()).remoteWrite(engine.uri() + "/api/v1/write")
							.writeTo(other),
						other, "--enable-feature=agent", "--storage.agent.path=" + other.resolve("agent"))) {
			assertThat(List.of(rules.uri(), agent.uri())).doesNotContainNull();
			none("an empty panel on VictoriaMetrics", () -> Findings.of(engine.client(), Choice.all(RATES)));
			none("a silent recording rule of vmalert", () -> silentRecordings(engine.client()));
		}
	}

	@Test
	void promtoolFindsNothingToMendInTheMetersOfARealScrape() throws IOException {
		String ours = targets.scrape(1)
			.lines()
			.filter(LiveSampleTests::isOurs)
			.collect(Collectors.joining("\n", "", "\n"));
		assertThat(ours).contains("# TYPE connections_total counter", "# TYPE sightglass_series gauge");
		Promtool.run(ours, new String[] { "check", "metrics" });
	}

	private static boolean isOurs(String line) {
		String name = line.replaceFirst("^# (HELP|TYPE) ", "").replaceFirst("[^a-zA-Z0-9_].*", "");
		return Meters.all()
			.stream()
			.map(Options.DEFAULT.rules()::name)
			.anyMatch((own) -> name.matches(own + "(_bucket|_count|_sum|_max)?"));
	}

	// The page counts with one bound more than the starter has by default.
	@Test
	void noDistributionCostsMoreThanThePageSays() {
		none("a dearer distribution", () -> {
			List<String> dearer = new ArrayList<>();
			for (CatalogueMeter meter : Meters.all().stream().filter(Meters::isDistribution).toList()) {
				String name = Options.DEFAULT.rules().name(meter);
				List<Double> buckets = prometheus.client()
					.query("count(" + name + "_bucket) / count(" + name + "_count)");
				if (buckets.stream().noneMatch((each) -> each > 5 && each <= Meters.bounds(meter) + 1)) {
					dearer.add(name + ": " + buckets);
				}
			}
			return dearer;
		});
	}

	// A quantile never lies above the last bound, so an alert beyond it could never fire.
	@Test
	void everyLatencyThatAnAlertComparesWithLiesBetweenTheBounds() {
		Map<CatalogueMeter, Threshold> compared = Map.of(HttpMeter.SERVER_REQUESTS, Threshold.HTTP_P99,
				TransportMeter.RTT, Threshold.RTT, PipelineMeter.LATENCY, Threshold.PIPELINE_P99,
				LlmMeter.TIME_TO_FIRST_TOKEN, Threshold.FIRST_TOKEN);
		none("an alert that cannot fire", () -> {
			List<String> beyond = new ArrayList<>();
			for (Map.Entry<CatalogueMeter, Threshold> one : compared.entrySet()) {
				String name = Options.DEFAULT.rules().name(one.getKey()) + "_bucket";
				List<Double> bounds = new ArrayList<>();
				prometheus.client().get("label/le/values?match%5B%5D=" + name).forEach((le) -> bounds.add(bound(le)));
				double limit = one.getValue().standard();
				if (bounds.stream().noneMatch((bound) -> bound > limit && !bound.isInfinite())
						|| bounds.stream().noneMatch((bound) -> bound < limit)) {
					beyond.add(name + ": " + bounds);
				}
			}
			return beyond;
		});
	}

	private static Double bound(JsonNode le) {
		return le.asString().equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le.asString());
	}

	private static String escaped(String address) {
		return address.replace(".", "\\\\.");
	}

	// What is still there in the end is the message.
	private static void none(String what, Gaps gaps) {
		List<Object> last = new ArrayList<>();
		try {
			LocalPrometheus.await("not " + what, PATIENCE, () -> {
				List<?> found = gaps.find();
				last.clear();
				last.addAll(found);
				return found.isEmpty();
			});
		}
		catch (AssertionError ex) {
			assertThat(last).as(what).isEmpty();
			throw ex;
		}
	}

	/** What should not be there and is. */
	@FunctionalInterface
	private interface Gaps {

		List<?> find() throws IOException;

	}

}
