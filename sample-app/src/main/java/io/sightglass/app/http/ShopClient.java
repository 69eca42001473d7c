package io.sightglass.app.http;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * A client of this application's own pages, to whom every status is an answer.
 */
@Component
class ShopClient {

	private final RestClient.Builder builder;

	private volatile RestClient client = RestClient.create();

	ShopClient(RestClient.Builder builder) {
		this.builder = builder.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
		});
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.client = this.builder.baseUrl("http://127.0.0.1:" + event.getWebServer().getPort()).build();
		}
	}

	void get(String uri, Object... variables) {
		this.client.get().uri(uri, variables).retrieve().toEntity(String.class);
	}

	void post(String uri, Object body) {
		this.client.post().uri(uri).body(body).retrieve().toBodilessEntity();
	}

}
