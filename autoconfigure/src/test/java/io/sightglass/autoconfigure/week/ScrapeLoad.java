package io.sightglass.autoconfigure.week;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scrapes in both formats, of which some are broken off. No counter may fall.
 */
final class ScrapeLoad implements Load {

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	private double received;

	private volatile int lines;

	ScrapeLoad(int port) {
		this.port = port;
	}

	@Override
	public void turn(int turn) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/prometheus"))
			.timeout(Duration.ofSeconds(30))
			.header("Accept", (turn % 2 == 0) ? "text/plain" : "application/openmetrics-text; version=1.0.0")
			.build();
		HttpResponse<String> answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(turn % 2 == 1);
		double now = answer.body()
			.lines()
			.filter((line) -> line.startsWith("pipeline_records_received_total{"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
		assertThat(now).isGreaterThanOrEqualTo(this.received);
		this.received = now;
		this.lines = (int) answer.body().lines().filter((line) -> !line.startsWith("#")).count();
		breakOff();
	}

	private void breakOff() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream()
				.write("GET /actuator/prometheus HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().read()).isPositive();
			socket.setSoLinger(true, 0);
		}
	}

	int lines() {
		return this.lines;
	}

	@Override
	public void check() {
		assertThat(this.lines).isPositive();
	}

}
