package io.sightglass.dashboards.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Debian's programs around Prometheus. Without them a test is skipped and says so.
 */
public final class Promtool {

	private Promtool() {
	}

	/**
	 * Runs promtool and asserts that it is content.
	 * @param arguments its arguments
	 * @return what it printed
	 * @throws IOException if it does not start
	 */
	public static String run(String... arguments) throws IOException {
		return run("", arguments);
	}

	/**
	 * Runs promtool over a text and asserts that it is content.
	 * @param input the text
	 * @param arguments its arguments
	 * @return what it printed
	 * @throws IOException if it does not start
	 */
	public static String run(String input, String[] arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(binary("promtool")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (OutputStream out = process.getOutputStream()) {
			out.write(input.getBytes(StandardCharsets.UTF_8));
		}
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			assertThat(process.waitFor()).as(output).isZero();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return output;
	}

	/**
	 * The path of a program, or the test is skipped.
	 * @param name the program
	 * @return its path
	 */
	public static String binary(String name) {
		for (String directory : System.getenv("PATH").split(":")) {
			Path path = Path.of(directory, name);
			if (Files.isExecutable(path)) {
				return path.toString();
			}
		}
		Assumptions.abort("Skipped, because there is no " + name + ": apt-get install prometheus victoria-metrics");
		return name;
	}

}
