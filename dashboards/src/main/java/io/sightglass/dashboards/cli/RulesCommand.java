package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.sightglass.dashboards.Text;
import io.sightglass.dashboards.builtin.Rules;
import io.sightglass.dashboards.export.Bundle;
import io.sightglass.dashboards.rules.RuleGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The rules alone.
 */
@Command(name = "rules", mixinStandardHelpOptions = true,
		description = "Prints recording rules and alerts as one file, or writes one file a family.")
final class RulesCommand implements Callable<Integer> {

	@Mixin
	private final FileWriting writing = new FileWriting();

	@Mixin
	private final CommonOptions common = new CommonOptions();

	@Option(names = { "-o", "--out" }, paramLabel = "DIR", description = "Where the files go, instead of the terminal.")
	private @Nullable Path out;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		PrintWriter printer = this.spec.commandLine().getOut();
		if (this.out != null) {
			this.writing.write(new Bundle(this.common.options(), this.common.thresholds()).rules(), this.out, printer);
		}
		else {
			printer.print(Text.yaml(RuleGroup.file(Rules.all(this.common.thresholds()), this.common.options())));
			printer.flush();
		}
		this.common.noteUnknownRunbooks(this.spec.commandLine().getErr());
		return 0;
	}

}
