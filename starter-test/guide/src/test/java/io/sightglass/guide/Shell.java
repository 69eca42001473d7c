package io.sightglass.guide;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A terminal in a folder. Commands are run as they stand, but for Maven's local
 * repository and the port 8080, which may be in use.
 */
final class Shell implements AutoCloseable {

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

	private final Path folder;

	private final Map<String, String> environment;

	private final String maven;

	private final int port = freePort();

	private Process application;

	Shell(Path folder, String maven, Map<String, String> environment) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.maven = maven;
		this.environment = environment;
	}

	void write(String file, String text) throws IOException {
		Path path = this.folder.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

	// What the commands print; an application that they start goes on in the background.
	String type(String commands) throws Exception {
		StringBuilder printed = new StringBuilder();
		for (String command : commands.replace("\\\n", " ").split("\n")) {
			if (command.startsWith("java -jar ")) {
				start(command);
			}
			else {
				printed.append(run(command));
			}
		}
		return printed.toString();
	}

	private String run(String command) throws Exception {
		Path output = Files.createTempFile("output", null);
		Path error = Files.createTempFile("error", null);
		try {
			Process process = process(command).redirectOutput(output.toFile()).redirectError(error.toFile()).start();
			if (!process.waitFor(10, TimeUnit.MINUTES)) {
				process.destroy();
			}
			String printed = Files.readString(output);
			if (process.waitFor() != 0) {
				throw new AssertionError(command + "\n" + printed + Files.readString(error));
			}
			return printed;
		}
		finally {
			Files.delete(output);
			Files.delete(error);
		}
	}

	private void start(String command) throws Exception {
		close();
		Path log = this.folder.resolve("log");
		this.application = process("exec " + command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (!answers()) {
			if (!this.application.isAlive() || System.nanoTime() > end) {
				throw new AssertionError(command + "\n" + Files.readString(log));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
	}

	private boolean answers() throws IOException {
		try {
			URI health = URI.create("http://127.0.0.1:" + this.port + "/actuator/health");
			HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
			return connection.getResponseCode() == 200;
		}
		catch (java.net.ConnectException ex) {
			return false;
		}
	}

	private ProcessBuilder process(String command) {
		String typed = command.strip()
			.replaceFirst("^mvn ", "mvn " + this.maven.replace("$", "\\$") + " ")
			.replaceFirst("^\\./test .*", "$0 " + this.maven.replace("$", "\\$"))
			.replace("localhost:8080", "localhost:" + this.port);
		ProcessBuilder builder = new ProcessBuilder("bash", "-c", typed).directory(this.folder.toFile());
		builder.environment().putAll(this.environment);
		builder.environment().put("SERVER_PORT", String.valueOf(this.port));
		return builder;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() throws InterruptedException {
		if (this.application != null) {
			this.application.destroy();
			if (!this.application.waitFor(20, TimeUnit.SECONDS)) {
				this.application.destroyForcibly();
			}
		}
	}

}
