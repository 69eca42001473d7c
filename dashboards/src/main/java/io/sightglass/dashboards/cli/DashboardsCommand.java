package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import io.sightglass.dashboards.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry of the command line.
 */
@Command(name = "sightglass-dashboards", mixinStandardHelpOptions = true,
		versionProvider = DashboardsCommand.Version.class,
		subcommands = { ExportCommand.class, RulesCommand.class, ListCommand.class, CheckCommand.class,
				SetsCommand.class, PricesCommand.class, HelpCommand.class },
		description = "Grafana dashboards, Prometheus rules and Kubernetes manifests for applications with Sightglass.",
		footer = { "",
				"Exit codes: 0 well, 1 check found wrong panels or an export failed, 2 wrong usage or nothing usable." })
public final class DashboardsCommand implements Runnable {

	private static final int LONGEST_MESSAGE = 2000;

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
			complain(command, message(ex));
			return (ex instanceof IllegalArgumentException) ? CommandLine.ExitCode.USAGE
					: CommandLine.ExitCode.SOFTWARE;
		});
		line.setParameterExceptionHandler((ex, arguments) -> {
			CommandLine command = ex.getCommandLine();
			complain(command, withoutSecrets(String.valueOf(ex.getMessage()), arguments));
			if (!UnmatchedArgumentException.printSuggestions(ex, command.getErr())) {
				command.usage(command.getErr());
			}
			return CommandLine.ExitCode.USAGE;
		});
		// Picocli leaves errors to the process, which would print a trace.
		line.setExecutionStrategy((parsed) -> {
			try {
				return written(line, new CommandLine.RunLast().execute(parsed));
			}
			catch (StackOverflowError | OutOfMemoryError err) {
				complain(line, "What was read is too deep or too large: " + err);
			}
			catch (Error err) {
				complain(line, err.toString());
			}
			return CommandLine.ExitCode.SOFTWARE;
		});
		return line;
	}

	// Writers and the stream behind them keep their failures to themselves until asked.
	private static int written(CommandLine line, int code) {
		boolean failed = line.getOut().checkError();
		for (CommandLine command : line.getSubcommands().values()) {
			failed |= command.getOut().checkError();
		}
		failed |= System.out.checkError();
		if (!failed) {
			return code;
		}
		complain(line, "Not everything could be printed: the disk behind the output is full, or its reader has gone");
		return CommandLine.ExitCode.SOFTWARE;
	}

	// Picocli quotes the arguments that it does not take.
	private static String withoutSecrets(String message, String[] arguments) {
		String shown = message;
		for (String argument : arguments) {
			// Or what stands behind an option's or a key's equals sign.
			for (String part = argument; !part.isEmpty(); part = part.substring(part.indexOf('=') + 1)) {
				shown = shown.replace(part, io.sightglass.registry.internal.log.Printable.place(part));
				if (part.indexOf('=') < 0) {
					break;
				}
			}
		}
		return shown;
	}

	private static void complain(CommandLine command, String message) {
		command.getErr().println(command.getColorScheme().errorText(Printable.of(message, LONGEST_MESSAGE)));
		command.getErr().flush();
	}

	private static String message(Exception ex) {
		if (ex instanceof FileSystemException failure) {
			return failure.getFile() + ": " + reason(failure);
		}
		String message = ex.getMessage();
		return (message == null || !isSpoken(ex)) ? ex.toString() : message;
	}

	// Some have a reason, and some are one by their class.
	private static String reason(FileSystemException failure) {
		if (failure.getReason() != null) {
			return failure.getReason();
		}
		if (failure instanceof NoSuchFileException) {
			return "there is no such file or directory";
		}
		if (failure instanceof AccessDeniedException) {
			return "access is denied";
		}
		return (failure instanceof FileAlreadyExistsException) ? "it is there already" : "it cannot be read or written";
	}

	private static boolean isSpoken(Exception ex) {
		return ex instanceof IOException || ex instanceof IllegalArgumentException;
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(),
				"Say what to do: export, rules, list, check, sets or prices");
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
