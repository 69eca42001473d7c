package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sightglass.dashboards.tool.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command line from outside.
 */
class CommandLineTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private int run(String... arguments) {
		CommandLine line = DashboardsCommand.commandLine();
		line.setOut(new PrintWriter(this.out));
		line.setErr(new PrintWriter(this.err));
		return line.execute(arguments);
	}

	@Test
	void exportsEverythingWithTheUsersNames(@TempDir Path directory) throws IOException {
		assertThat(run("export", "--out", directory.toString(), "--prefix", "shop", "--job-label", "app",
				"--datasource-uid", "prod"))
			.isZero();
		assertThat(this.out.toString()).contains("wrote ").contains("files in");
		String llm = Files.readString(directory.resolve("grafana/llm.json"));
		assertThat(llm).contains("shop_llm_cost_usd_total{cluster=~\\\"$cluster\\\", app=~\\\"$job\\\"")
			.contains("\"uid\" : \"prod\"")
			.doesNotContain("${datasource}")
			.doesNotContain("\"name\" : \"datasource\"");
		assertThat(Files.readString(directory.resolve("grafana/http.json")))
			.contains("http_server_requests_seconds_bucket")
			.doesNotContain("shop_http_server_requests");
		Promtool.run("check", "rules", "--lint=all", "--lint-fatal",
				directory.resolve("prometheus/rules/llm.yml").toString());
	}

	@Test
	void exportsTheRunbookAndSaysThatItsPlaceIsUnknown(@TempDir Path directory) throws IOException {
		assertThat(run("export", "--out", directory.toString())).isZero();
		assertThat(this.err.toString()).contains("--runbooks");
		assertThat(Files.readString(directory.resolve("runbooks.md"))).contains("## SightglassRouteNodeDown");
	}

	@Test
	void leadsAlertsToTheUsersRunbook() {
		assertThat(run("rules", "--runbooks", "https://wiki.shop/runbooks")).isZero();
		assertThat(this.out.toString()).contains("https://wiki.shop/runbooks#sightglassroutenodedown");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void refusesARunbookThatNotificationsCannotLinkTo() {
		assertThat(run("rules", "--runbooks", "docs/runbooks.md")).isEqualTo(2);
		assertThat(this.err.toString()).contains("docs/runbooks.md").contains("absolute URL");
	}

	@Test
	void printsTheRulesAsOneFile() {
		assertThat(run("rules", "--threshold", "http.objective=0.99")).isZero();
		assertThat(this.out.toString()).startsWith("groups:").contains("ratio_rate1h > 0.144");
	}

	@Test
	void listsDashboardsAlertsAndThresholds() {
		assertThat(run("list")).isZero();
		assertThat(this.out.toString()).contains("sightglass-overview", "SightglassRouteNodeDown", "llm.objective");
	}

	@Test
	void helpNamesEachCommandAndTheExitCodes() {
		assertThat(run("--help")).isZero();
		assertThat(this.out.toString()).contains("export", "rules", "list", "check", "Exit codes");
	}

	@Test
	void refusesAnUnknownThresholdAndNamesTheKnownOnes() {
		assertThat(run("rules", "--threshold", "nonsense=1")).isEqualTo(2);
		assertThat(this.err.toString()).contains("nonsense").contains("http.objective");
	}

	@Test
	void wantsACommand() {
		assertThat(run()).isEqualTo(2);
		assertThat(this.err.toString()).contains("Say what to do");
	}

	@Test
	void saysThatNobodyAnswers() {
		assertThat(run("check", "http://127.0.0.1:1")).isEqualTo(1);
		assertThat(this.err.toString()).isNotBlank();
	}

}
