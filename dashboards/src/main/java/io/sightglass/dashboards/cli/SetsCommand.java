package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.Options;
import io.sightglass.dashboards.Printable;
import io.sightglass.dashboards.set.Descriptions;
import io.sightglass.dashboards.set.Descriptions.Description;
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

	private static final int LONGEST = 300;

	@Mixin
	private final FileWriting writing = new FileWriting();

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
		Map<String, Description> descriptions = new HashMap<>();
		for (Path place : this.places) {
			for (Description description : Descriptions.found(place)) {
				SetDashboard dashboard = read(description);
				// Not every file system and database tells capitals apart.
				Description other = descriptions.putIfAbsent(dashboard.uid().toLowerCase(Locale.ROOT), description);
				if (other != null && !other.text().equals(description.text())) {
					throw new IllegalArgumentException("Two meter sets would be the dashboard %s: %s, and %s"
						.formatted(dashboard.uid(), named(read(other), other), named(dashboard, description)));
				}
				files.put("grafana/" + dashboard.uid() + ".json",
						(this.buckets ? dashboard.withBucketsEverywhere() : dashboard).json(options));
			}
		}
		this.writing.write(files, this.out, this.spec.commandLine().getOut());
		return 0;
	}

	private static SetDashboard read(Description description) {
		try {
			return SetDashboard.of(description.text());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(Printable.of(description.place(), LONGEST) + ": " + ex.getMessage(), ex);
		}
	}

	private static String named(SetDashboard dashboard, Description description) {
		return "'%s' of %s in %s".formatted(Printable.of(dashboard.name(), LONGEST),
				Printable.of(dashboard.type(), LONGEST), Printable.of(description.place(), LONGEST));
	}

}
