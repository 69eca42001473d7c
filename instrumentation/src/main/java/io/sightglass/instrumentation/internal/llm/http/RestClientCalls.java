package io.sightglass.instrumentation.internal.llm.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import io.sightglass.instrumentation.internal.llm.LangChain4jRequests;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Measures requests of {@code RestClient} to LLM hosts.
 */
public final class RestClientCalls implements ClientHttpRequestInterceptor {

	// What keeps bodies hands them over whole.
	private static final Set<String> WHOLE = Set.of("java.io.ByteArrayInputStream",
			"io.netty.buffer.ByteBufInputStream");

	// What reads Reactor's waits until all that was asked for has come.
	private static final Set<String> WAITING = Set.of("org.springframework.http.client.SubscriberInputStream");

	private final LlmMeters meters;

	private final LlmHosts hosts;

	private final Failures failures;

	public RestClientCalls(LlmMeters meters, LlmHosts hosts, Failures failures) {
		this.meters = meters;
		this.hosts = hosts;
		this.failures = failures;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		HttpCall call = open(request, body);
		if (call == null) {
			return execution.execute(request, body);
		}
		ClientHttpResponse response;
		try {
			response = MeasuredAbove.send(() -> execution.execute(request, body));
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
		return measured(response, call);
	}

	private @Nullable HttpCall open(HttpRequest request, byte[] body) {
		try {
			String provider = this.hosts.provider(request.getURI());
			LlmPath path = (provider != null) ? LlmPaths.of(provider, request.getMethod().name(), request.getURI())
					: null;
			if (provider == null || path == null) {
				return null;
			}
			if (OuterCall.isInScope() || LangChain4jRequests.isSending()) {
				OuterCall.askingAt(provider);
				return null;
			}
			RequestReader reader = new RequestReader();
			reader.feed(body, 0, body.length);
			HttpCall call = HttpCall.open(this.meters, provider, path, reader.model(), this.failures);
			call.request(reader);
			return call;
		}
		catch (Throwable ex) {
			this.failures.record("llm.http", ex);
			return null;
		}
	}

	// Whoever reads a status that is none hears so then.
	private static ClientHttpResponse measured(ClientHttpResponse response, HttpCall call) {
		try {
			call.answered(response.getStatusCode().value(), response.getHeaders()::getFirst);
			return new Response(response, call);
		}
		catch (Throwable ex) {
			call.failed(ex);
			return response;
		}
	}

	private static boolean is(InputStream body, Set<String> names) {
		for (Class<?> type = body.getClass(); type != null; type = type.getSuperclass()) {
			if (names.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

	private static final class Response implements ClientHttpResponse {

		private final ClientHttpResponse response;

		private final HttpCall call;

		private @Nullable MeasuredInputStream body;

		Response(ClientHttpResponse response, HttpCall call) {
			this.response = response;
			this.call = call;
		}

		@Override
		public InputStream getBody() throws IOException {
			MeasuredInputStream body = this.body;
			if (body == null) {
				InputStream passing = this.response.getBody();
				if (is(passing, WHOLE)) {
					this.call.comesLate();
				}
				body = new MeasuredInputStream(passing, this.call, is(passing, WAITING), this.call::failed);
				this.body = body;
			}
			return body;
		}

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			return this.response.getStatusCode();
		}

		@Override
		public String getStatusText() throws IOException {
			return this.response.getStatusText();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.response.getHeaders();
		}

		@Override
		public void close() {
			MeasuredInputStream body = this.body;
			if (body != null) {
				body.endCall();
			}
			else {
				this.call.cancelled();
			}
			this.response.close();
		}

	}

}
