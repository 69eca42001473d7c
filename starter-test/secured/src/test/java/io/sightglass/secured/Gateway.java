package io.sightglass.secured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Pushgateway. Where there is none, the test is skipped and says so.
 */
final class Gateway implements AutoCloseable {

	private final Process process;

	private final String address;

	Gateway() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.address = "127.0.0.1:" + free.getLocalPort();
		}
		this.process = new ProcessBuilder(binary(), "--web.listen-address=" + this.address).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> !get().isEmpty());
	}

	String address() {
		return this.address;
	}

	/**
	 * What it shows a Prometheus.
	 * @return all that was pushed
	 */
	String get() {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://" + this.address + "/metrics")).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String binary() {
		return Stream.of(System.getenv("PATH").split(":"))
			.flatMap((directory) -> Stream.of(Path.of(directory, "prometheus-pushgateway"),
					Path.of(directory, "pushgateway")))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElseGet(() -> Assumptions
				.abort("Skipped, because there is no Pushgateway: apt-get install prometheus-pushgateway"));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
