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
 * Clients of the application's server, of which some leave before their answer.
 */
final class HttpLoad implements Load {

	private final int port;

	private final Books books;

	private HttpClient client = HttpClient.newHttpClient();

	HttpLoad(int port, Totals totals) {
		this.port = port;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) throws Exception {
		// An old client's connections end once it is collected.
		if (turn % 200 == 199) {
			this.client = HttpClient.newHttpClient();
		}
		switch (turn % 6) {
			case 0 -> ask("/orders/" + turn, "/orders/{id}", 200);
			case 1 -> ask("/fail", "/fail", 500);
			case 2 -> ask("/nothing-" + turn, "/**", 404);
			case 3 -> ask("/timeout", "/timeout", 503);
			case 4 -> ask("/later", "/later", 200);
			default -> leave();
		}
	}

	private void ask(String path, String uri, int status) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(30))
			.build();
		assertThat(this.client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(status);
		this.books.one("http.requests status " + status + " uri " + uri);
		this.books.one("http.server.requests status " + status + " uri " + uri);
		if (status == 200) {
			this.books.one("http.response.size uri " + uri);
		}
	}

	private void leave() throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream()
				.write("GET /endless HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
			assertThat(socket.getInputStream().read()).isPositive();
			socket.setSoLinger(true, 0);
		}
		this.books.one("http.requests uri /endless");
	}

	@Override
	public void check() {
		this.books.check();
		this.books.checkLevel("http.requests.active", 0);
	}

}
