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
 * Users who ask where their parcel is; one answer in four is that the carrier is away.
 */
@Component
class ParcelsScenario implements Scenario {

	private final RestClient.Builder builder;

	private volatile int port;

	ParcelsScenario(RestClient.Builder builder) {
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
		return Duration.ofSeconds(1);
	}

	@Override
	public void play() {
		this.builder.clone()
			.baseUrl("http://127.0.0.1:" + this.port)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build()
			.get()
			.uri("/shipments/{id}", ThreadLocalRandom.current().nextInt(1000))
			.retrieve()
			.toBodilessEntity();
	}

}
