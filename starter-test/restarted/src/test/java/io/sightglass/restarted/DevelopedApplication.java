package io.sightglass.restarted;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as an IDE starts it: from a folder of classes, which devtools looks at.
 */
final class DevelopedApplication implements AutoCloseable {

	// Of a restart that hangs the log tells more than a build that never ends.
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

	private final HttpClient client = HttpClient.newHttpClient();

	private final Path directory;

	private final Path port;

	private final Process process;

	DevelopedApplication(Path directory, String... properties) throws IOException {
		this.directory = directory;
		this.port = directory.resolve("port");
		Path classes = copy(Path.of(System.getProperty("application.classes")), directory.resolve("classes"));
		String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar") || entry.contains("sightglass-") || isOurs(entry))
			.collect(Collectors.joining(File.pathSeparator));
		// Soft references go at each collection, so that caches do not count as leaks.
		List<String> command = new ArrayList<>(List.of(JAVA_HOME.resolve("bin/java").toString(), "-Xmx300m",
				"-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				classes + File.pathSeparator + libraries, RestartedApplication.class.getName(), "--server.port=0",
				"--server.address=127.0.0.1", "--restarted.port=" + this.port,
				"--management.endpoints.web.exposure.include=*", "--spring.devtools.livereload.enabled=false",
				"--spring.devtools.restart.poll-interval=200ms", "--spring.devtools.restart.quiet-period=100ms"));
		for (String property : properties) {
			command.add("--" + property);
		}
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
	}

	// In a build of several modules, their classes stand in folders.
	private static boolean isOurs(String entry) {
		return entry.endsWith("classes") && !entry.endsWith("test-classes") && !entry.contains("restarted");
	}

	private static Path copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				Files.copy(file, to.resolve(from.relativize(file)));
			}
		}
		return to;
	}

	void awaitStart() {
		Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(this.port) || !this.process.isAlive());
		assertThat(this.port).as(log()).exists();
	}

	void restart(int number) throws IOException {
		Files.delete(this.port);
		Files.writeString(this.directory.resolve("classes/changed.txt"), "restart " + number);
		awaitStart();
	}

	HttpResponse<String> get(String path) {
		try {
			URI uri = URI.create("http://127.0.0.1:" + Files.readString(this.port) + path);
			return this.client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(log(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The live objects of a class, after a full collection.
	 * @param type the class's name
	 * @return how many there are
	 */
	int live(String type) {
		return jcmd("GC.class_histogram").lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((words) -> words.length >= 4 && words[3].equals(type))
			.mapToInt((words) -> Integer.parseInt(words[1]))
			.sum();
	}

	int threads() {
		return (int) jcmd("Thread.print").lines().filter((line) -> line.startsWith("\"")).count();
	}

	private String jcmd(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(JAVA_HOME.resolve("bin/jcmd").toString(), "" + this.process.pid()));
		command.addAll(List.of(arguments));
		try {
			return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(),
					StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String log() {
		try {
			return Files.readString(this.directory.resolve("log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
