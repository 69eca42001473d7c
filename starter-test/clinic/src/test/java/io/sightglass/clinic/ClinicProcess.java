package io.sightglass.clinic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged clinic in a JVM of its own, which is asked over one connection.
 */
final class ClinicProcess implements AutoCloseable {

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	// The same pools of memory on every machine and JDK.
	private static final List<String> JVM = List.of("-Xmx300m", "-XX:+UseSerialGC", "-XX:-SegmentedCodeCache",
			"-XX:TieredStopAtLevel=1");

	// Whether there was a garbage collection yet, and of which kind, is no property of
	// the
	// application.
	private static final List<String> SETTINGS = List.of("server.port=0", "server.address=127.0.0.1",
			"management.endpoints.web.exposure.include=health,prometheus",
			"management.metrics.enable.jvm.gc.pause=false");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Process process;

	private final Path log;

	private final int port;

	ClinicProcess(Variant variant, Path log) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(JVM);
		command.addAll(List.of("-jar", variant.jar().toString()));
		SETTINGS.forEach((setting) -> command.add("--" + setting));
		variant.properties().forEach((setting) -> command.add("--" + setting));
		this.log = log;
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			this.port = await(() -> {
				Matcher started = PORT.matcher(log());
				return started.find() ? Integer.valueOf(started.group(1)) : null;
			});
		}
		catch (Exception | Error ex) {
			close();
			throw ex;
		}
	}

	String get(String path) throws Exception {
		return ask(HttpRequest.newBuilder(uri(path)).build());
	}

	String post(String path, String form) throws Exception {
		return ask(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build());
	}

	/**
	 * Asks until there is an answer.
	 * @param <T> the answer's type
	 * @param question the question, null for no answer yet
	 * @return the answer
	 * @throws Exception if the question fails
	 */
	<T> T await(Callable<T> question) throws Exception {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (this.process.isAlive() && System.nanoTime() < end) {
			T answer = question.call();
			if (answer != null) {
				return answer;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
		throw new AssertionError("The clinic did not come so far:\n" + log());
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	private String ask(HttpRequest request) throws Exception {
		return this.client.send(request, BodyHandlers.ofString()).body();
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
