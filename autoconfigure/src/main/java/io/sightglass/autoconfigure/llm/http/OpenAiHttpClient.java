package io.sightglass.autoconfigure.llm.http;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.sightglass.llm.wire.SdkHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Measures what goes through the HTTP client of the OpenAI SDK, outside its retries: a
 * call is one, however many attempts it takes.
 */
class OpenAiHttpClient implements HttpClient {

	private final HttpClient client;

	private final SdkCalls calls;

	private final SdkMode mode;

	OpenAiHttpClient(HttpClient client, SdkCalls calls, SdkMode mode) {
		this.client = client;
		this.calls = calls;
		this.mode = mode;
	}

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions options) {
		HttpCall call = open(request);
		if (call == null) {
			return this.client.execute(unnumbered(request, request.body()), options);
		}
		try {
			return watched(this.client.execute(attempted(request, call), options), call);
		}
		catch (RuntimeException ex) {
			call.failed(ex);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
		HttpCall call = open(request);
		if (call == null) {
			return this.client.executeAsync(unnumbered(request, request.body()), options);
		}
		return this.client.executeAsync(attempted(request, call), options).whenComplete((response, error) -> {
			if (error != null) {
				call.failed(error);
			}
		}).thenApply((response) -> watched(response, call));
	}

	@Override
	public void close() {
		this.client.close();
	}

	private @Nullable HttpCall open(HttpRequest request) {
		HttpRequestBody body = request.body();
		boolean readable = request.method() == HttpMethod.POST && body != null && body.repeatable()
				&& !(body instanceof OpenAiBody);
		return this.calls.open(this.mode, request.url(), request.pathSegments(), readable ? body::writeTo : null);
	}

	private static HttpRequest attempted(HttpRequest request, HttpCall call) {
		HttpRequestBody body = request.body();
		return unnumbered(request, (body != null) ? new OpenAiBody(body, call.call()) : null);
	}

	private static HttpRequest unnumbered(HttpRequest request, @Nullable HttpRequestBody body) {
		// Numbered by whoever retries, which is the client inside.
		HttpRequest.Builder builder = request.toBuilder().removeHeaders(SdkHeaders.ATTEMPT);
		return (body != null) ? builder.body(body).build() : builder.build();
	}

	private static HttpResponse watched(HttpResponse response, HttpCall call) {
		call.answered(response.statusCode(),
				response.headers().values("Content-Type").stream().findFirst().orElse(null));
		return new Watched(response, new WatchedBody(response.body(), call));
	}

	private record Watched(HttpResponse response, WatchedBody content) implements HttpResponse {

		@Override
		public int statusCode() {
			return this.response.statusCode();
		}

		@Override
		public Headers headers() {
			return this.response.headers();
		}

		@Override
		public InputStream body() {
			return this.content;
		}

		@Override
		public void close() {
			this.content.closed();
			this.response.close();
		}

	}

}
