package io.sightglass.autoconfigure.llm.clients;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that stands on another one counts once, whichever of them are measured.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientOnClientTests {

	private static final String BODY = "{\"model\":\"gpt-5-mini\"}";

	private Clients clients;

	@BeforeAll
	void start() {
		this.clients = new Clients(Duration.ZERO);
	}

	@AfterAll
	void stop() {
		this.clients.close();
	}

	@Test
	void restClientOnTheJdksCountsOnce() {
		Reading reading = new Reading(this.clients.registry());
		bean(RestClient.Builder.class).requestFactory(new JdkClientHttpRequestFactory(bean(HttpClient.class)))
			.build()
			.post()
			.uri(url())
			.body(BODY)
			.retrieve()
			.body(String.class);
		expect(reading, 1);
	}

	@Test
	void webClientOnTheJdksCountsOnce() {
		Reading reading = new Reading(this.clients.registry());
		bean(WebClient.Builder.class).clientConnector(new JdkClientHttpConnector(bean(HttpClient.class)))
			.build()
			.post()
			.uri(url())
			.bodyValue(BODY)
			.retrieve()
			.bodyToMono(String.class)
			.block();
		expect(reading, 1);
	}

	@Test
	void anUnmeasuredClientOnAMeasuredOneCounts() {
		Reading reading = new Reading(this.clients.registry());
		RestClient.builder()
			.requestFactory(new JdkClientHttpRequestFactory(bean(HttpClient.class)))
			.build()
			.post()
			.uri(url())
			.body(BODY)
			.retrieve()
			.body(String.class);
		expect(reading, 1);
	}

	// Its own interceptors send it again inside of the call.
	@Test
	void whatIsBuiltOnAMeasuredOkHttpCountsOnce() throws Exception {
		Reading reading = new Reading(this.clients.registry());
		OkHttpClient client = bean(OkHttpClient.class).newBuilder().callTimeout(Duration.ofSeconds(20)).build();
		Request request = new Request.Builder().url(url()).post(RequestBody.create(BODY, null)).build();
		try (Response response = client.newCall(request).execute()) {
			assertThat(response.body().string()).contains("Hi");
		}
		expect(reading, 1);
	}

	@Test
	void aClientThatIsMeasuredTwiceCountsOnce() throws Exception {
		Reading reading = new Reading(this.clients.registry());
		bean(HttpCalls.class).measured(bean(HttpClient.class))
			.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(url()))
				.POST(java.net.http.HttpRequest.BodyPublishers.ofString(BODY))
				.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
		expect(reading, 1);
	}

	@Test
	void whatAsksNoModelDoesNotCount() throws Exception {
		Reading reading = new Reading(this.clients.registry());
		for (String path : List.of("/v1/models", "/v1/files", "/other")) {
			Request request = new Request.Builder().url(url().replace("/v1/chat/completions", path)).build();
			bean(OkHttpClient.class).newCall(request).execute().close();
			bean(HttpClient.class).send(java.net.http.HttpRequest.newBuilder(request.url().uri()).build(),
					java.net.http.HttpResponse.BodyHandlers.discarding());
		}
		assertThat(reading.sum("llm.requests")).isZero();
		assertThat(reading.sum("llm.unparsed")).isZero();
	}

	private String url() {
		return this.clients.context().getEnvironment().getRequiredProperty("openai.url") + "/chat/completions";
	}

	private <T> T bean(Class<T> type) {
		return this.clients.context().getBean(type);
	}

	private static void expect(Reading reading, int calls) {
		reading.await();
		assertThat(reading.sum("llm.requests", "outcome", "success")).isEqualTo(calls);
		assertThat(reading.sum("llm.requests")).isEqualTo(calls);
		assertThat(reading.sum("llm.tokens")).isEqualTo(150 * calls);
	}

}
