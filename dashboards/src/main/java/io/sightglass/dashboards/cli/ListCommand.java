package io.sightglass.dashboards.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.builtin.Dashboards;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.builtin.Threshold;
import io.sightglass.dashboards.builtin.Thresholds;
import io.sightglass.dashboards.query.Expression;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What there is.
 */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists dashboards, alerts and thresholds.")
final class ListCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() {
		PrintWriter out = this.spec.commandLine().getOut();
		out.println("Dashboards");
		Dashboards.all().forEach((dashboard) -> out.printf("  %-24s %s%n", dashboard.uid(), dashboard.title()));
		out.printf("%nAlerts%n");
		Rules.all(Thresholds.STANDARD)
			.forEach((group) -> group.alerts()
				.forEach((alert) -> out.printf("  %-38s %-9s %s%n", alert.name(), alert.severity(), alert.summary())));
		out.printf("%nThresholds (--threshold KEY=VALUE)%n");
		for (Threshold threshold : Threshold.values()) {
			out.printf("  %-38s %-9s %s%n", threshold.key(), Expression.number(threshold.standard()),
					threshold.meaning());
		}
		out.flush();
		return 0;
	}

}
