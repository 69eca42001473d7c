package io.sightglass.autoconfigure.http;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientTests {

	private RunningApp app;

	@BeforeAll
	void start() {
		this.app = new RunningApp(Server.TOMCAT, "sightglass.http.client.exclude-hosts=127.0.0.1, *.internal");
	}

	@AfterAll
	void stop() {
		this.app.close();
	}

	@Test
	void keepsBootsMeterOfARestClientButForExcludedHosts() {
		RestClient.Builder builder = this.app.context().getBean(RestClient.Builder.class);
		for (String host : new String[] { "127.0.0.1", "localhost" }) {
			builder.clone()
				.build()
				.get()
				.uri("http://" + host + ":" + this.app.port() + "/orders/{id}?key=SECRET", 1)
				.retrieve()
				.body(String.class);
		}
		assertClientMeters("/orders/{id}");
	}

	@Test
	void keepsBootsMeterOfAWebClientButForExcludedHosts() {
		WebClient.Builder builder = this.app.context().getBean(WebClient.Builder.class);
		for (String host : new String[] { "127.0.0.1", "localhost" }) {
			builder.clone()
				.build()
				.get()
				.uri("http://" + host + ":" + this.app.port() + "/orders/{order}?key=SECRET", 1)
				.retrieve()
				.bodyToMono(String.class)
				.block();
		}
		assertClientMeters("/orders/{order}");
	}

	@Test
	void showsNoQueryOfAWholeUri() {
		RestClient.Builder builder = this.app.context().getBean(RestClient.Builder.class);
		for (int key = 0; key < 3; key++) {
			builder.clone()
				.build()
				.get()
				.uri("http://localhost:" + this.app.port() + "/orders/77?key=SECRET" + key)
				.retrieve()
				.body(String.class);
		}
		this.app.await(() -> assertThat(
				this.app.registry().get("http.client.requests").tag("uri", "/orders/77").timer().count())
			.isEqualTo(3));
		assertThat(this.app.registry().getMeters().toString()).doesNotContain("SECRET");
	}

	private void assertClientMeters(String uri) {
		this.app.await(() -> assertThat(this.app.registry().find("http.client.requests").tag("uri", uri).timers())
			.singleElement()
			.satisfies((timer) -> {
				assertThat(timer.count()).isOne();
				assertThat(timer.getId().getTag("client.name")).isEqualTo("localhost");
			}));
		// The spans of both requests, the client's and the server's.
		this.app.await(() -> assertThat(this.app.spanNames().stream().filter((name) -> name.equals("http get")))
			.hasSizeGreaterThanOrEqualTo(2));
	}

}
