package io.sightglass.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./demo} over the packaged application, as somebody types it.
 */
final class DemoProcess implements AutoCloseable {

	static final Path JAR = Path.of(System.getProperty("demo.jar", "none"));

	private final Process process;

	private final Path printed;

	private DemoProcess(Process process, Path printed) {
		this.process = process;
		this.printed = printed;
	}

	static DemoProcess start(Path directory, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("../demo"));
		command.addAll(List.of(arguments));
		Path printed = directory.resolve("printed");
		ProcessBuilder demo = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
		demo.environment().put("DEMO_JAR", JAR.toAbsolutePath().toString());
		demo.environment().put("JAVA_HOME", System.getProperty("java.home"));
		return new DemoProcess(demo.start(), printed);
	}

	/**
	 * Waits for a line.
	 * @param pattern what stands in it
	 * @return what was found
	 */
	MatchResult awaitLine(String pattern) {
		Pattern wanted = Pattern.compile(pattern);
		Awaitility.await(pattern).atMost(Duration.ofMinutes(5)).until(() -> {
			boolean ended = !this.process.isAlive();
			boolean found = wanted.matcher(printed()).find();
			if (ended && !found) {
				throw new IllegalStateException("It ended without " + pattern + ":\n" + printed());
			}
			return found;
		});
		Matcher line = wanted.matcher(printed());
		assertThat(line.find()).isTrue();
		return line.toMatchResult();
	}

	String printed() {
		try {
			return Files.readString(this.printed);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<ProcessHandle> children() {
		return this.process.descendants().toList();
	}

	int end() throws InterruptedException {
		this.process.destroy();
		return exitCode();
	}

	int exitCode() throws InterruptedException {
		return this.process.waitFor(60, TimeUnit.SECONDS) ? this.process.exitValue() : -1;
	}

	@Override
	public void close() {
		List<ProcessHandle> children = children();
		this.process.destroy();
		try {
			exitCode();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		children.forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}
