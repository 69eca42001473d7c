package io.sightglass.dashboards.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The entry of the command line.
 */
@Command(name = "sightglass-dashboards", mixinStandardHelpOptions = true,
		versionProvider = DashboardsCommand.Version.class,
		subcommands = { ExportCommand.class, RulesCommand.class, ListCommand.class, CheckCommand.class,
				SetsCommand.class, HelpCommand.class },
		description = "Grafana dashboards, Prometheus rules and Kubernetes manifests for applications with Sightglass.",
		footer = { "", "Exit codes: 0 well, 1 check found wrong panels or an export failed, 2 wrong usage." })
public final class DashboardsCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	DashboardsCommand() {
	}

	/**
	 * Runs the command and ends the process with its exit code.
	 * @param arguments a subcommand and its options, such as {@code export --help}
	 */
	public static void main(String[] arguments) {
		System.exit(commandLine().execute(arguments));
	}

	/**
	 * The command line, as tests call it too.
	 * @return a command line without a process around it
	 */
	public static CommandLine commandLine() {
		CommandLine line = new CommandLine(new DashboardsCommand());
		line.setExecutionExceptionHandler((ex, command, result) -> {
			String message = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
			command.getErr().println(command.getColorScheme().errorText(message));
			return (ex instanceof IllegalArgumentException) ? CommandLine.ExitCode.USAGE
					: CommandLine.ExitCode.SOFTWARE;
		});
		return line;
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "Say what to do: export, rules, list, check or sets");
	}

	/** The version from the jar's manifest. */
	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() {
			String version = DashboardsCommand.class.getPackage().getImplementationVersion();
			return new String[] { "sightglass-dashboards " + ((version != null) ? version : "from source") };
		}

	}

}
