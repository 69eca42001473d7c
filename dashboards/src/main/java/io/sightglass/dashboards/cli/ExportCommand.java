package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.export.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes everything.
 */
@Command(name = "export", mixinStandardHelpOptions = true,
		description = "Writes dashboards, rules, provisioning files, Kubernetes manifests and the runbook.")
final class ExportCommand implements Callable<Integer> {

	@Mixin
	private final FileWriting writing = new FileWriting();

	@Mixin
	private final AccessOptions access = new AccessOptions();

	@Mixin
	private final CommonOptions common = new CommonOptions();

	@Option(names = { "-o", "--out" }, required = true, paramLabel = "DIR", description = "Where the files go.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		Map<String, String> files = new TreeMap<>(
				new Bundle(this.common.options(), this.common.thresholds(), this.access.access()).files());
		files.put("runbooks.md", Bundle.runbooks());
		this.writing.write(files, this.out, this.spec.commandLine().getOut());
		this.access.noteOpenSecret(this.spec.commandLine().getErr());
		this.common.noteUnknownRunbooks(this.spec.commandLine().getErr());
		return 0;
	}

}
