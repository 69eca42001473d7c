package io.sightglass.dashboards.live;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.sightglass.dashboards.check.PrometheusClient;
import io.sightglass.dashboards.tool.Promtool;

/**
 * A process of Prometheus's kind on a free port, and what it says.
 */
final class LocalPrometheus implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Process process;

	private final URI uri;

	private LocalPrometheus(Process process, URI uri) {
		this.process = process;
		this.uri = uri;
	}

	static LocalPrometheus start(Path config, Path directory, String... flags) throws IOException {
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(Promtool.binary("prometheus"), "--config.file=" + config,
				"--web.listen-address=127.0.0.1:" + port, "--log.level=warn"));
		command.addAll(List.of(flags));
		return started(command, port, directory, "/-/ready");
	}

	static LocalPrometheus victoriaMetrics(Path directory) throws IOException {
		int port = freePort();
		return started(
				List.of(Promtool.binary("victoria-metrics"), "-storageDataPath=" + directory.resolve("vm"),
						"-httpListenAddr=127.0.0.1:" + port, "-retentionPeriod=1", "-search.latencyOffset=1s"),
				port, directory, "/health");
	}

	/**
	 * Rules beside VictoriaMetrics, which has none itself.
	 * @param engine what it asks and writes to
	 * @param rules the directory of the rules
	 * @param directory where it logs
	 * @return the running vmalert
	 * @throws IOException if it does not start
	 */
	static LocalPrometheus vmalert(LocalPrometheus engine, Path rules, Path directory) throws IOException {
		int port = freePort();
		return started(
				List.of(Promtool.binary("vmalert"), "-rule=" + rules.toAbsolutePath() + "/*.yml",
						"-datasource.url=" + engine.uri(), "-remoteWrite.url=" + engine.uri(),
						"-notifier.url=" + engine.uri(), "-evaluationInterval=2s", "-httpListenAddr=127.0.0.1:" + port),
				port, directory, "/health");
	}

	private static LocalPrometheus started(List<String> command, int port, Path directory, String ready)
			throws IOException {
		Path log = directory.resolve("log-" + port);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		LocalPrometheus server = new LocalPrometheus(process, URI.create("http://127.0.0.1:" + port));
		try {
			await("ready: " + command, () -> server.status(ready) == 200);
		}
		catch (AssertionError ex) {
			server.close();
			throw new AssertionError(Files.readString(log), ex);
		}
		return server;
	}

	URI uri() {
		return this.uri;
	}

	PrometheusClient client() {
		return new PrometheusClient(this.uri);
	}

	private int status(String path) throws IOException {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(this.uri.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
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
			Thread.currentThread().interrupt();
		}
	}

	static void await(String what, Condition condition) {
		await(what, PATIENCE, condition);
	}

	static void await(String what, Duration patience, Condition condition) {
		long end = System.nanoTime() + patience.toNanos();
		Throwable last = null;
		while (System.nanoTime() < end) {
			try {
				if (condition.holds()) {
					return;
				}
			}
			catch (IOException ex) {
				last = ex;
			}
			java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
		}
		throw new AssertionError("Waited in vain for " + what, last);
	}

	// Below the range from which the system takes ports for clients: one that is free
	// there may be taken before its server starts.
	static int freePort() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port)) {
				return socket.getLocalPort();
			}
			catch (IOException taken) {
				// Another one, then.
			}
		}
	}

	/** Something to wait for. */
	@FunctionalInterface
	interface Condition {

		boolean holds() throws IOException;

	}

}
