package io.sightglass.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/**
 * Prometheus's own reader.
 */
public final class Promtool {

	private Promtool() {
	}

	/**
	 * Lets it read a text.
	 * @param input the text
	 * @param arguments what it is to do
	 * @return what it says; where it is not there, the test is skipped
	 * @throws IOException if it breaks off
	 */
	public static String says(String input, String... arguments) throws IOException {
		Process process;
		try {
			process = new ProcessBuilder(
					java.util.stream.Stream.concat(java.util.stream.Stream.of("promtool"), List.of(arguments).stream())
						.toList())
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			Assumptions.abort("Skipped, because there is no promtool: apt-get install prometheus");
			throw ex;
		}
		Thread writer = new Thread(() -> write(process, input));
		writer.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			writer.join();
			process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return said;
	}

	private static void write(Process process, String input) {
		try (OutputStream out = process.getOutputStream()) {
			out.write(input.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ignored) {
			// It says why it reads no further.
		}
	}

}
