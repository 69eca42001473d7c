package io.sightglass.app.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.sightglass.app.load.Scenario;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Calls into the echo, and leaves in order or just leaves.
 */
@Component
class EchoCaller implements Scenario {

	private static final int CALLS = 5;

	private static final int BORED = 4001;

	private final Environment environment;

	private final HttpClient client = HttpClient.newHttpClient();

	private int plays;

	EchoCaller(Environment environment) {
		this.environment = environment;
	}

	@Override
	public Duration pause() {
		return Duration.ofSeconds(1);
	}

	@Override
	public void play() throws Exception {
		String port = this.environment.getRequiredProperty("local.server.port");
		WebSocket socket = this.client.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/echo"), new WebSocket.Listener() {
			})
			.get(5, TimeUnit.SECONDS);
		for (int call = 0; call < CALLS; call++) {
			socket.sendText("hello", true).get(5, TimeUnit.SECONDS);
		}
		switch (this.plays++ % 3) {
			case 0 -> socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(5, TimeUnit.SECONDS);
			case 1 -> socket.sendClose(BORED, "bored").get(5, TimeUnit.SECONDS);
			default -> socket.abort();
		}
	}

}
