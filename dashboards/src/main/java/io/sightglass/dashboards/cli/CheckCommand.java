package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.Printable;
import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.check.Choice;
import io.sightglass.dashboards.check.DashboardCheck;
import io.sightglass.dashboards.check.Finding;
import io.sightglass.dashboards.check.Finding.Kind;
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
		description = { "Asks a Prometheus every query of every dashboard, and says which panels are empty and why.",
				"wrong: empty until somebody mends something. empty: nothing of the kind has happened yet." })
final class CheckCommand implements Callable<Integer> {

	private static final int LONGEST_REASON = 1000;

	@Mixin
	private final CommonOptions common = new CommonOptions();

	@Parameters(paramLabel = "URL",
			description = "Prometheus, such as http://localhost:9090; VictoriaMetrics, Mimir and Thanos do too.")
	@SuppressWarnings("NullAway.Init")
	private String url;

	@Option(names = "--job", defaultValue = ".+", paramLabel = "REGEX", description = "Only these jobs.")
	private String job = ".+";

	@Option(names = "--instance", defaultValue = ".+", paramLabel = "REGEX", description = "Only these instances.")
	private String instance = ".+";

	@Option(names = "--range", defaultValue = "5m", paramLabel = "DURATION",
			description = "The range of rates (default: ${DEFAULT-VALUE}).")
	private String range = "5m";

	@Option(names = "--strict", description = "Empty panels fail too, although nothing is wrong with them.")
	private boolean strict;

	@Option(names = "--timeout", defaultValue = "30", paramLabel = "SECONDS",
			description = "How long one answer may take (default: ${DEFAULT-VALUE}); all of them may take 20 times as long.")
	private int timeout = 30;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = this.spec.commandLine().getOut();
		DashboardCheck check = new DashboardCheck(new PrometheusClient(address(), patience()), this.common.options(),
				Choice.all(this.range).with(this.job, this.instance));
		Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
		for (DashboardBuilder dashboard : Dashboards.all()) {
			List<Finding> findings = check.check(dashboard)
				.stream()
				.filter((finding) -> finding.kind() != Kind.PARTLY)
				.toList();
			out.printf("%s: %s%n", dashboard.title(),
					findings.isEmpty() ? "well" : findings.size() + " without an answer");
			for (Finding finding : findings) {
				counts.merge(finding.kind(), 1, Integer::sum);
				out.printf("  %-5s  %s: %s%n         %s%n", finding.kind().word(), finding.panel(),
						Printable.of(finding.reason(), LONGEST_REASON), finding.query());
			}
			out.flush();
		}
		int wrong = counts.getOrDefault(Kind.WRONG, 0);
		int empty = counts.getOrDefault(Kind.EMPTY, 0);
		out.printf("%d queries, %d wrong, %d empty%n", check.queries(), wrong, empty);
		out.flush();
		return (wrong > 0 || (this.strict && empty > 0)) ? 1 : 0;
	}

	// Not by picocli, which would print what it cannot convert with the password in it.
	private URI address() {
		try {
			return new URI(this.url);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("%s is no URL: it is that of a Prometheus, such as http://localhost:9090"
				.formatted(io.sightglass.registry.internal.log.Printable.place(this.url)));
		}
	}

	private Duration patience() {
		if (this.timeout < 1) {
			throw new IllegalArgumentException("--timeout is a number of seconds, at least 1");
		}
		return Duration.ofSeconds(this.timeout);
	}

}
