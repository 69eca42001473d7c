package io.sightglass.instrumentation.internal.llm.genai;

import java.util.function.Supplier;

import com.google.genai.ApiClient;
import com.google.genai.Client;
import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.okhttp.OkHttpCalls;
import io.sightglass.instrumentation.internal.part.HiddenParts;

/**
 * Measures clients of Google's own SDK. Those that are beans are measured already; one
 * built by hand takes one line:
 *
 * <pre>
 * Client client = clients.measured(Client.builder().apiKey(key).build());
 * </pre>
 */
public final class GoogleGenAiClients {

	private final OkHttpCalls gemini;

	private final OkHttpCalls vertex;

	public GoogleGenAiClients(Supplier<HttpCalls> calls) {
		this.gemini = new OkHttpCalls(calls, "gemini");
		this.vertex = new OkHttpCalls(calls, "vertex_ai");
	}

	/**
	 * Measures a client. It has no place for an interceptor, so that the OkHttp client
	 * inside of it is taken for a measured one.
	 * @param client the client
	 * @return the same client, measured
	 */
	public Client measured(Client client) {
		if (HiddenParts.read(Client.class, "apiClient", client) instanceof ApiClient inside) {
			OkHttpCalls calls = client.vertexAI() ? this.vertex : this.gemini;
			HiddenParts.write(ApiClient.class, "httpClient", inside, calls.measured(inside.httpClient()));
		}
		return client;
	}

}
