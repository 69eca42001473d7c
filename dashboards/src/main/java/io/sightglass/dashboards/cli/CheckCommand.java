package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.DashboardCheck;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.grafana.DashboardBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Asks the user's own Prometheus.
 */
@Command(name = "check", mixinStandardHelpOptions = true,
		description = "Asks a Prometheus every query of every dashboard, and says which panels are empty and why.")
final class CheckCommand implements Callable<Integer> {

	@Mixin
	private final CommonOptions common = new CommonOptions();

	@Parameters(paramLabel = "URL",
			description = "Prometheus, such as http://localhost:9090; VictoriaMetrics, Mimir and Thanos do too.")
	@SuppressWarnings("NullAway.Init")
	private URI url;

	@Option(names = "--job", defaultValue = ".+", paramLabel = "REGEX", description = "Only these jobs.")
	private String job = ".+";

	@Option(names = "--instance", defaultValue = ".+", paramLabel = "REGEX", description = "Only these instances.")
	private String instance = ".+";

	@Option(names = "--range", defaultValue = "5m", paramLabel = "DURATION",
			description = "The range of rates (default: ${DEFAULT-VALUE}).")
	private String range = "5m";

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = this.spec.commandLine().getOut();
		DashboardCheck check = new DashboardCheck(new PrometheusClient(this.url), this.common.options(),
				Choice.all(this.range).with(this.job, this.instance));
		int empty = 0;
		for (DashboardBuilder dashboard : Dashboards.all()) {
			List<Finding> findings = check.check(dashboard);
			empty += findings.size();
			out.printf("%s: %s%n", dashboard.title(), findings.isEmpty() ? "well" : findings.size() + " empty");
			findings.forEach((finding) -> out.printf("  %s: %s%n      %s%n", finding.panel(), finding.reason(),
					finding.query()));
			out.flush();
		}
		out.printf("%d queries, %d empty%n", check.queries(), empty);
		out.flush();
		return (empty == 0) ? 0 : 1;
	}

}
