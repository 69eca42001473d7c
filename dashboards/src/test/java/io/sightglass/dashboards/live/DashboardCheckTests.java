package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.Finding.Kind;
import io.sightglass.dashboards.cli.DashboardsCommand;
import io.sightglass.meters.llm.LlmMeter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the check says of applications that are unusual in one way each. That it finds
 * nothing where all is well is what {@link LiveSampleTests} shows.
 */
class DashboardCheckTests {

	private static final String RATES = "5s";

	// What appears with its first event, and not at all where all is well.
	private static final Set<String> TROUBLES = Set.of("connections.failed", "transport.errors", "transport.timeouts",
			"transport.retransmissions", "pipeline.errors", "pipeline.retries", "llm.errors", "llm.retries",
			"llm.unpriced.tokens", "sightglass.series.folded", "sightglass.series.refused", "sightglass.failures");

	private static final Map<String, SyntheticApplication> APPLICATIONS = new LinkedHashMap<>();

	@TempDir
	private static Path directory;

	private static LocalPrometheus prometheus;

	@BeforeAll
	static void scrape() throws IOException {
		Map<String, Variation> variations = Map.of("usual", Variation.NONE, "renamed",
				Variation.renamed("llm.cost", "llm.price"), "healthy",
				Variation.without((meter) -> TROUBLES.contains(meter.getName())), "mute",
				Variation.without(LlmMeter.class::isInstance), "bare", Variation.withoutBuckets(), "default",
				Variation.byDefault(), "prefixed", Variation.prefixed("shop"), "asleep", Variation.asleep());
		Map<String, List<String>> targets = new LinkedHashMap<>();
		for (Map.Entry<String, Variation> variation : variations.entrySet()) {
			SyntheticApplication application = new SyntheticApplication(0, variation.getValue());
			APPLICATIONS.put(variation.getKey(), application);
			targets.put(variation.getKey(), List.of(application.target()));
		}
		prometheus = LocalPrometheus.start(new ScrapeConfig(targets).writeTo(directory), directory,
				"--storage.tsdb.path=" + directory.resolve("tsdb"));
		LocalPrometheus.await("scrapes",
				() -> prometheus.client().query("count_over_time(up[1m]) >= 8").size() == variations.size());
	}

	@AfterAll
	static void stop() {
		if (prometheus != null) {
			prometheus.close();
		}
		APPLICATIONS.values().forEach(SyntheticApplication::close);
	}

	private static List<Finding> findings(String job) throws IOException {
		return Findings.of(prometheus.client(), Choice.all(RATES).with(job, ".+"));
	}

	@Test
	void nothingIsFoundWhereAllIsWell() throws IOException {
		assertThat(findings("usual")).isEmpty();
	}

	@Test
	void aRenamedMeterIsFoundWithItsPanelsAndItsNewName() throws IOException {
		List<Finding> findings = findings("renamed");
		assertThat(findings).extracting(Finding::panel)
			.containsExactlyInAnyOrder("LLM spend, 24 h", "Spent, 24 h", "Of the daily budget",
					"Spend a day at this rate", "Cost by model, 24 h");
		assertThat(findings).allSatisfy((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.WRONG);
			assertThat(finding.reason()).contains("no llm_cost_usd_total, but llm_price_usd_total");
		});
	}

	@Test
	void whatNeverHappenedIsNoFault() throws IOException {
		List<Finding> findings = findings("healthy");
		assertThat(findings).allSatisfy((finding) -> {
			assertThat(finding.kind()).isNotEqualTo(Kind.WRONG);
			assertThat(finding.reason()).contains("nothing of the kind has happened yet");
		});
		assertThat(findings).filteredOn((finding) -> finding.kind() == Kind.EMPTY)
			.extracting(Finding::panel)
			.contains("Errors by kind", "Failures by family", "Retries", "Failed, by reason");
		// These show 0.
		assertThat(findings).filteredOn((finding) -> finding.kind() == Kind.PARTLY)
			.extracting(Finding::panel)
			.contains("Failed connects", "Pipeline errors", "Errors and timeouts", "Unpriced, 1 h");
		assertThat(check("healthy")).isZero();
		assertThat(check("healthy", "--strict")).isEqualTo(1);
	}

	@Test
	void aFamilyThatIsOffIsNamed() throws IOException {
		List<Finding> findings = findings("mute");
		assertThat(findings).hasSizeGreaterThan(15).allSatisfy((finding) -> {
			assertThat(finding.kind()).isNotEqualTo(Kind.WRONG);
			assertThat(finding.reason()).contains("the family llm is off");
		});
		assertThat(check("mute")).isZero();
	}

	@Test
	void histogramsThatAreOffAreNamed() throws IOException {
		List<Finding> findings = findings("bare");
		assertThat(findings).allSatisfy((finding) -> assertThat(finding.reason()).contains("has no buckets"));
		assertThat(findings).filteredOn((finding) -> finding.kind() == Kind.WRONG)
			.hasSizeGreaterThan(5)
			.allSatisfy((finding) -> assertThat(finding.query()).contains("http_server_requests_seconds_bucket"));
		assertThat(check("bare")).isEqualTo(1);
	}

	@Test
	void theMeanStandsForQuantilesOfWhatHasNoBucketsByDefault() throws IOException {
		List<Finding> findings = findings("default");
		assertThat(findings).isNotEmpty().allSatisfy((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.EMPTY);
			assertThat(finding.reason()).contains("sightglass.histograms.meters");
		});
		// What has nothing but quantiles beside the mean, and the distribution itself.
		assertThat(findings).extracting(Finding::panel)
			.containsOnly("Round-trip time", "Lifetime", "Handshakes", "Latency distribution");
		assertThat(check("default")).isZero();
	}

	@Test
	void anotherPrefixIsNamed() throws IOException {
		assertThat(findings("prefixed")).filteredOn((finding) -> !finding.query().contains("http_server_requests"))
			.hasSizeGreaterThan(100)
			.allSatisfy((finding) -> assertThat(finding.reason()).contains("give --prefix 'shop'"));
		assertThat(check("prefixed")).isEqualTo(1);
		assertThat(check("prefixed", "--prefix", "shop")).isZero();
	}

	@Test
	void anIdleApplicationIsNoFault() throws IOException {
		List<Finding> findings = findings("asleep");
		assertThat(findings).hasSizeGreaterThan(15).allSatisfy((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.EMPTY);
			assertThat(finding.reason()).contains("nothing moved in the range");
		});
	}

	@Test
	void aJobThatIsNotThereIsAFault() throws IOException {
		assertThat(findings("nobody")).hasSizeGreaterThan(100).allSatisfy((finding) -> {
			assertThat(finding.kind()).isEqualTo(Kind.WRONG);
			assertThat(finding.reason()).contains("none with").contains("job=~\"nobody\"");
		});
	}

	private static int check(String job, String... more) {
		CommandLine line = DashboardsCommand.commandLine();
		line.setOut(new PrintWriter(new StringWriter()));
		List<String> arguments = new ArrayList<>(
				List.of("check", prometheus.uri().toString(), "--job", job, "--range", RATES));
		arguments.addAll(List.of(more));
		return line.execute(arguments.toArray(String[]::new));
	}

}
