package io.sightglass.autoconfigure.http;

import java.io.IOException;
import java.net.Socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NettyExchangeTests extends ExchangeTests {

	NettyExchangeTests() {
		super(Server.NETTY);
	}

	@Test
	void keepsPipelinedRequestsApart() throws IOException {
		double before = app().counted("uri", "/orders/{id}");
		double bytes = app().bytes("http.response.size", "/orders/{id}");
		String request = "GET /orders/22 HTTP/1.1\r\nHost: x\r\n\r\n";
		try (Socket socket = app().raw(request.repeat(3))) {
			app().await(() -> assertThat(app().counted("uri", "/orders/{id}") - before).isEqualTo(3));
			app().await(() -> assertThat(app().bytes("http.response.size", "/orders/{id}") - bytes).isEqualTo(24));
			assertThat(socket.getInputStream().readNBytes(9)).hasSize(9);
		}
	}

}
