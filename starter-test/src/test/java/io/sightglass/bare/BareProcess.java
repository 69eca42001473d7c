package io.sightglass.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged application in a JVM of its own. Its class path is what the jar carries: a
 * library that is only there for the tests cannot help it.
 */
final class BareProcess implements AutoCloseable {

	static final Path JAR = Path.of(System.getProperty("bare.jar", "none"));

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private final Process process;

	private final Path log;

	private final Path scrape;

	private BareProcess(Process process, Path log, Path scrape) {
		this.process = process;
		this.log = log;
		this.scrape = scrape;
	}

	static BareProcess start(Path directory, String... properties) throws IOException {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("management.endpoints.web.exposure.include=health,prometheus");
		return startUnexposed(directory, all.toArray(String[]::new));
	}

	static BareProcess startUnexposed(Path directory, String... properties) throws IOException {
		Path log = directory.resolve("log");
		Path scrape = directory.resolve("scrape");
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		List<String> command = new ArrayList<>(
				List.of(java.toString(), "-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar",
						JAR.toString(), "--bare.scrape=" + scrape, "--server.port=0", "--server.address=127.0.0.1"));
		for (String property : properties) {
			command.add("--" + property);
		}
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		return new BareProcess(process, log, scrape);
	}

	/**
	 * What the application's jar carries.
	 * @return the names of the libraries
	 * @throws IOException if it cannot be read
	 */
	static List<String> libraries() throws IOException {
		try (JarFile jar = new JarFile(JAR.toFile())) {
			return jar.stream()
				.map((entry) -> entry.getName())
				.filter((name) -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
				.map((name) -> name.substring("BOOT-INF/lib/".length()))
				.toList();
		}
	}

	static boolean has(String library) throws IOException {
		return libraries().stream().anyMatch((name) -> name.startsWith(library));
	}

	/**
	 * The scrape from inside, once the application has started.
	 * @return the scrape
	 * @throws IOException if it cannot be read
	 */
	String ownScrape() throws IOException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!Files.exists(this.scrape) && this.process.isAlive() && System.nanoTime() < end) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
		if (!Files.exists(this.scrape)) {
			throw new AssertionError("The application did not start:\n" + log());
		}
		return Files.readString(this.scrape);
	}

	long id() {
		return this.process.pid();
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	int port() throws IOException {
		ownScrape();
		Matcher port = PORT.matcher(log());
		if (!port.find()) {
			throw new AssertionError("No port in:\n" + log());
		}
		return Integer.parseInt(port.group(1));
	}

	int exitCode() throws InterruptedException {
		return this.process.waitFor(30, TimeUnit.SECONDS) ? this.process.exitValue() : -1;
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

}
