package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

/**
 * LangChain4j's HTTP on a {@code RestClient}, as its starters put it there: streams are
 * read on a thread of their own.
 *
 * @param client the client
 */
record RestClientHttp(RestClient client) implements HttpClient {

	@Override
	public SuccessfulHttpResponse execute(HttpRequest request) {
		return send(request,
				(body) -> SuccessfulHttpResponse.builder()
					.statusCode(200)
					.headers(Map.of())
					.body(new String(body.readAllBytes(), StandardCharsets.UTF_8))
					.build());
	}

	@Override
	public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
		CompletableFuture.runAsync(() -> {
			try {
				send(request, (body) -> {
					listener
						.onOpen(SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).body("").build());
					parser.parse(body, listener);
					listener.onClose();
					return true;
				});
			}
			catch (RuntimeException ex) {
				listener.onError(ex);
			}
		});
	}

	private <T> T send(HttpRequest request, Reading<T> reading) {
		T read = this.client.method(HttpMethod.valueOf(request.method().name()))
			.uri(request.url())
			.headers((headers) -> request.headers().forEach(headers::addAll))
			.body(request.body())
			.exchange((sent, response) -> {
				if (response.getStatusCode().isError()) {
					throw new HttpException(response.getStatusCode().value(),
							new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
				}
				return reading.read(response.getBody());
			});
		if (read == null) {
			throw new IllegalStateException("nothing was read");
		}
		return read;
	}

	/**
	 * Reads a body.
	 *
	 * @param <T> what is read
	 */
	@FunctionalInterface
	interface Reading<T> {

		T read(InputStream body) throws IOException;

	}

	/**
	 * Builds it.
	 *
	 * @param client the builder of the client
	 */
	record Builder(RestClient.Builder client) implements HttpClientBuilder {

		@Override
		public Duration connectTimeout() {
			return Duration.ofSeconds(10);
		}

		@Override
		public HttpClientBuilder connectTimeout(Duration timeout) {
			return this;
		}

		@Override
		public Duration readTimeout() {
			return Duration.ofSeconds(10);
		}

		@Override
		public HttpClientBuilder readTimeout(Duration timeout) {
			return this;
		}

		@Override
		public HttpClient build() {
			return new RestClientHttp(this.client.build());
		}

	}

}
