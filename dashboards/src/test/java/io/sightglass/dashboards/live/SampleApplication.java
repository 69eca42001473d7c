package io.sightglass.dashboards.live;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample application's own jar as a process, with its load, on a free port.
 */
final class SampleApplication implements AutoCloseable {

	private final Process process;

	private final int port;

	private final Path log;

	private SampleApplication(Process process, int port, Path log) {
		this.process = process;
		this.port = port;
		this.log = log;
	}

	static SampleApplication start(Path jar, Path directory) throws IOException {
		int port = LocalPrometheus.freePort();
		Path log = directory.resolve("sample-" + port);
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Process process = new ProcessBuilder(java.toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-jar", jar.toString(), "--server.port=" + port, "--server.address=127.0.0.1",
				"--sightglass.llm.conventions=both", "--sightglass.histograms.mode=native")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		return new SampleApplication(process, port, log);
	}

	// Why it died says its log, and nobody waits for it.
	private void requireAlive() throws IOException {
		if (!this.process.isAlive()) {
			throw new AssertionError("The sample application ended by itself:\n" + Files.readString(this.log));
		}
	}

	/**
	 * As many as there are targets.
	 * @param jar the boot jar
	 * @param directory where they log
	 * @return their addresses, perhaps not yet up
	 * @throws IOException if one does not start
	 */
	static Targets targets(Path jar, Path directory) throws IOException {
		List<SampleApplication> applications = new ArrayList<>();
		for (int i = 0; i < Targets.COUNT; i++) {
			applications.add(start(jar, Files.createDirectories(directory)));
		}
		return new Targets() {
			@Override
			public List<String> addresses() {
				return applications.stream().map((application) -> "127.0.0.1:" + application.port).toList();
			}

			@Override
			public String scrape(int number) throws IOException {
				URI uri = URI.create("http://" + addresses().get(number) + "/actuator/prometheus");
				try (InputStream text = uri.toURL().openStream()) {
					return new String(text.readAllBytes(), StandardCharsets.UTF_8);
				}
			}

			@Override
			public void requireAlive() throws IOException {
				for (SampleApplication application : applications) {
					application.requireAlive();
				}
			}

			@Override
			public void close() {
				applications.forEach(SampleApplication::close);
			}
		};
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
