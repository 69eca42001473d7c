package io.sightglass.autoconfigure.http;

import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of a body are those that came, whatever its head has promised.
 */
class DeclaredSizesTests {

	@ParameterizedTest
	@EnumSource(Server.class)
	void whatWasPromisedAndDidNotComeIsNotCounted(Server server) throws Exception {
		try (RunningApp app = new RunningApp(server)) {
			for (String length : new String[] { "9223372036854775807", "9223372036854775806", "1000000000000" }) {
				try (Socket socket = app.raw("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
						+ "Connection: close\r\nContent-Length: " + length + "\r\n\r\nabcde")) {
					socket.shutdownOutput();
					socket.getInputStream().readAllBytes();
				}
			}
			try (Socket socket = app.raw("GET /ok HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")) {
				assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
					.contains("HTTP/1.1");
			}
			app.await(() -> assertThat(app.counted()).isGreaterThanOrEqualTo(1));
			app.await(() -> assertThat(app.active()).isZero());
			assertThat(app.registry().find("http.request.size").summaries())
				.allMatch((sizes) -> sizes.totalAmount() <= 15 && sizes.max() <= 5);
		}
	}

}
