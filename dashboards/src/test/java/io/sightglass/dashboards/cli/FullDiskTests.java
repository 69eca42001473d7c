package io.sightglass.dashboards.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was not printed is no success.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "rules --runbooks https://h/x", "list", "export --runbooks https://h/x --out DIR",
			"rules --runbooks https://h/x --out DIR", "sets --out DIR target/test-classes/io/sightglass/dashboards/set",
			"--help", "list --help", "help", "--version" })
	void anOutputThatTakesNothingIsAFailure(String command) throws IOException {
		StringWriter err = new StringWriter();
		// Picocli writes to the stream itself.
		PrintStream before = System.out;
		try (OutputStream full = new FileOutputStream("/dev/full");
				PrintStream out = new PrintStream(full, false, StandardCharsets.UTF_8)) {
			CommandLine line = DashboardsCommand.commandLine();
			System.setOut(out);
			line.setErr(new PrintWriter(err));
			int code = line.execute(command.replace("DIR", this.directory.resolve("out").toString()).split(" "));
			assertThat(new Run(code, "", err.toString()).failed(1)).contains("printed");
		}
		finally {
			System.setOut(before);
		}
	}

}
