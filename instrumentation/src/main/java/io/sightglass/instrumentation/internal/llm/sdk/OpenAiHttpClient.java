package io.sightglass.instrumentation.internal.llm.sdk;

import java.io.OutputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import io.sightglass.instrumentation.internal.llm.http.MeasuredInputStream;
import io.sightglass.meters.llm.internal.wire.SdkHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Gives the types of the OpenAI SDK to {@link SdkCalls}, which does the measuring.
 */
final class OpenAiHttpClient implements HttpClient {

	private final HttpClient client;

	private final SdkCalls calls;

	OpenAiHttpClient(HttpClient client, SdkCalls calls) {
		this.client = client;
		this.calls = calls;
	}

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions options) {
		HttpCall call = open(request);
		return this.calls.execute(call, () -> this.client.execute(sent(request, call), options),
				OpenAiHttpClient::read);
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
		HttpCall call = open(request);
		return this.calls.executeAsync(call, () -> this.client.executeAsync(sent(request, call), options),
				OpenAiHttpClient::read);
	}

	@Override
	public void close() {
		this.client.close();
	}

	private @Nullable HttpCall open(HttpRequest request) {
		HttpRequestBody body = request.body();
		return (body instanceof Body) ? null : this.calls.open(request.method().name(), request.url(),
				(body != null && body.repeatable()) ? body::writeTo : null);
	}

	// Whoever retries numbers the attempts, which is the client inside.
	private static HttpRequest sent(HttpRequest request, @Nullable HttpCall call) {
		HttpRequest.Builder builder = request.toBuilder().removeHeaders(SdkHeaders.ATTEMPT);
		HttpRequestBody body = request.body();
		return (call != null && body != null) ? builder.body(new Body(body, new WeakReference<>(call))).build()
				: builder.build();
	}

	private static HttpResponse read(HttpResponse response, HttpCall call) {
		call.answered(response.statusCode(),
				(name) -> response.headers().values(name).stream().findFirst().orElse(null));
		return new Response(response, new MeasuredInputStream(response.body(), call));
	}

	private record Body(HttpRequestBody body, Reference<HttpCall> call) implements HttpRequestBody {

		@Override
		public void writeTo(OutputStream out) {
			SdkCalls.write(this.body::writeTo, out, this.call.get());
		}

		@Override
		public @Nullable String contentType() {
			return this.body.contentType();
		}

		@Override
		public long contentLength() {
			return this.body.contentLength();
		}

		@Override
		public boolean repeatable() {
			return this.body.repeatable();
		}

		@Override
		public void close() {
			this.body.close();
		}

	}

	private record Response(HttpResponse response, MeasuredInputStream body) implements HttpResponse {

		@Override
		public int statusCode() {
			return this.response.statusCode();
		}

		@Override
		public Headers headers() {
			return this.response.headers();
		}

		@Override
		public void close() {
			this.body.endCall();
			this.response.close();
		}

	}

}
