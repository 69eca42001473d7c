package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.set.Descriptions;
import io.sightglass.dashboards.set.SetDashboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Dashboards of the user's own meter sets.
 */
@Command(name = "sets", mixinStandardHelpOptions = true,
		description = "Writes a dashboard for each meter set of an application.")
final class SetsCommand implements Callable<Integer> {

	@Mixin
	private final CommonOptions common = new CommonOptions();

	@Option(names = { "-o", "--out" }, required = true, paramLabel = "DIR", description = "Where the files go.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Option(names = "--buckets",
			description = "All timers have buckets, because the application's properties say so: show percentiles.")
	private boolean buckets;

	@Parameters(arity = "1..*", paramLabel = "PLACE",
			description = "A description (X.meters.json), a directory of classes, or a jar.")
	private List<Path> places = List.of();

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		Options options = this.common.options();
		Map<String, String> files = new TreeMap<>();
		for (Path place : this.places) {
			for (String description : Descriptions.at(place)) {
				SetDashboard dashboard = SetDashboard.of(description);
				files.put("grafana/" + dashboard.uid() + ".json",
						(this.buckets ? dashboard.withBucketsEverywhere() : dashboard).json(options));
			}
		}
		FileWriting.write(files, this.out, this.spec.commandLine().getOut());
		return 0;
	}

}
