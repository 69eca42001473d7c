package io.sightglass.autoconfigure.llm.http;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A response whose body is watched while the application reads it.
 */
class WatchedResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final HttpCall call;

	private @Nullable WatchedBody body;

	WatchedResponse(ClientHttpResponse response, HttpCall call) {
		this.response = response;
		this.call = call;
	}

	@Override
	public InputStream getBody() throws IOException {
		WatchedBody body = this.body;
		if (body == null) {
			body = new WatchedBody(this.response.getBody(), this.call);
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
		WatchedBody body = this.body;
		if (body != null) {
			body.closed();
		}
		else {
			this.call.dropped();
		}
		this.response.close();
	}

}
