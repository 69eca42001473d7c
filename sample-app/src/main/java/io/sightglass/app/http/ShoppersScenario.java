package io.sightglass.app.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.sightglass.app.load.Scenario;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Users who look at orders, place some, wait for invoices, and ask for what is not there.
 */
@Component
class ShoppersScenario implements Scenario {

	private final RestClient.Builder builder;

	private volatile int port;

	ShoppersScenario(RestClient.Builder builder) {
		this.builder = builder;
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.port = event.getWebServer().getPort();
		}
	}

	@Override
	public Duration pause() {
		return Duration.ofMillis(200);
	}

	@Override
	public void play() {
		RestClient client = this.builder.clone()
			.baseUrl("http://127.0.0.1:" + this.port)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build();
		int id = ThreadLocalRandom.current().nextInt(1000);
		for (int i = 0; i < 5; i++) {
			get(client, "/orders/{id}", id + i);
		}
		client.post().uri("/orders").body(new Order("" + id, "sight glass", 2)).retrieve().toBodilessEntity();
		switch (id % 5) {
			case 0 -> get(client, "/orders/{id}/refund", id);
			case 1 -> get(client, "/nowhere/{id}", id);
			case 2 -> get(client, "/orders/export");
			default -> get(client, "/orders/{id}/invoice", id);
		}
	}

	private static void get(RestClient client, String uri, Object... variables) {
		client.get().uri(uri, variables).retrieve().toEntity(String.class);
	}

}
