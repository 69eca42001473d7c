package io.sightglass.autoconfigure.week;

import java.time.Duration;

import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP clients, whose addresses are ever new, and sometimes nobody's.
 */
final class ClientLoad implements Load {

	private final RestClient rest;

	private final WebClient web;

	private final String url;

	private final Books books;

	ClientLoad(RestClient rest, WebClient web, int port, Totals totals) {
		this.rest = rest;
		this.web = web;
		this.url = "http://127.0.0.1:" + port;
		this.books = new Books(totals);
	}

	@Override
	public void turn(int turn) {
		String path = "/items/" + turn % 400 + "?key=secret-" + turn;
		this.rest.get().uri(this.url + path).retrieve().body(String.class);
		this.web.get().uri(this.url + path).retrieve().bodyToMono(String.class).block(Duration.ofSeconds(30));
		this.books.add(2, "http.requests status 200 uri /items/{id}");
		this.books.add(2, "http.client.requests status 200");
		if (turn % 10 == 0) {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> this.rest.get().uri("http://127.0.0.1:1/" + turn).retrieve().body(String.class));
			assertThatExceptionOfType(WebClientException.class).isThrownBy(() -> this.web.get()
				.uri("http://127.0.0.1:1/" + turn)
				.retrieve()
				.bodyToMono(String.class)
				.block(Duration.ofSeconds(30)));
			this.books.add(2, "http.client.requests status CLIENT_ERROR");
			this.books.one("connections.failed endpoint web-client reason refused");
			this.books.one("transport.errors endpoint web-client error refused");
		}
	}

	@Override
	public void check() {
		this.books.check();
	}

}
