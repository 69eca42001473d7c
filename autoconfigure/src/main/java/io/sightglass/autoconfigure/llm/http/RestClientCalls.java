package io.sightglass.autoconfigure.llm.http;

import java.io.IOException;

import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.wire.WireReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Measures requests of {@code RestClient} to LLM hosts.
 */
class RestClientCalls implements ClientHttpRequestInterceptor {

	private final LlmMeters meters;

	private final LlmHosts hosts;

	RestClientCalls(LlmMeters meters, LlmHosts hosts) {
		this.meters = meters;
		this.hosts = hosts;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		String provider = this.hosts.provider(request.getURI());
		if (provider == null || SeenAlready.onThisThread()) {
			return execution.execute(request, body);
		}
		HttpCall call = new HttpCall(this.meters, provider,
				this.meters.call(provider, model(request, body), LlmHosts.operation(request.getURI())));
		try {
			ClientHttpResponse response = execution.execute(request, body);
			call.answered(response.getStatusCode().value(), response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
			return new WatchedResponse(response, call);
		}
		catch (IOException | RuntimeException ex) {
			call.failed(ex);
			throw ex;
		}
	}

	private static @Nullable String model(HttpRequest request, byte[] body) {
		String inPath = LlmHosts.model(request.getURI());
		if (inPath != null) {
			return inPath;
		}
		WireReader reader = new WireReader();
		reader.feed(body, 0, body.length);
		return reader.model();
	}

}
