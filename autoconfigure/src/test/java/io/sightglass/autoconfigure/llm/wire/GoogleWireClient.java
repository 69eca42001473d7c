package io.sightglass.autoconfigure.llm.wire;

import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import io.sightglass.instrumentation.internal.llm.genai.GoogleGenAiClients;

import org.springframework.context.ApplicationContext;

/**
 * Google's SDK, for Gemini and for Vertex AI.
 */
final class GoogleWireClient {

	private final Map<String, Client> clients = new ConcurrentHashMap<>();

	private final ApplicationContext context;

	private GoogleWireClient(ApplicationContext context) {
		this.context = context;
	}

	static WireClient of(ApplicationContext context) {
		GoogleWireClient client = new GoogleWireClient(context);
		return new WireClient("google-sdk", client.kinds());
	}

	private Map<String, WireClient.Asks> kinds() {
		return Map.of("POST :generateContent",
				(request) -> at(request).models.generateContent(request.model(), "Hi", null),
				"POST :streamGenerateContent stream", (request) -> {
					try (var parts = at(request).models.generateContentStream(request.model(), "Hi", null)) {
						parts.forEach((part) -> {
						});
					}
				}, "POST :countTokens", (request) -> at(request).models.countTokens(request.model(), "Hi", null),
				"POST :embedContent", (request) -> at(request).models.embedContent(request.model(), "Hi", null),
				"POST :batchEmbedContents", (request) -> at(request).models.embedContent(request.model(), "Hi", null),
				"POST :predict", this::predict, "GET models", (request) -> at(request).models.list(null));
	}

	@SuppressWarnings("deprecation")
	private void predict(WireRequest request) {
		if (request.model().contains("embedding")) {
			at(request).models.embedContent(request.model(), "Hi", null);
		}
		else {
			at(request).models.generateImages(request.model(), "Hi", null);
		}
	}

	private Client at(WireRequest request) {
		return this.clients.computeIfAbsent(request.each().provider(), (provider) -> client(this.context, request));
	}

	@SuppressWarnings("JavaUtilDate")
	static Client client(ApplicationContext context, WireRequest request) {
		HttpOptions options = HttpOptions.builder()
			.baseUrl("http://" + request.host())
			.retryOptions(HttpRetryOptions.builder().attempts(1).initialDelay(0.001).maxDelay(0.002).build())
			.build();
		Client.Builder builder = Client.builder().httpOptions(options);
		boolean vertex = request.each().provider().equals("gcp.vertex_ai");
		return context.getBean(GoogleGenAiClients.class)
			.measured(vertex ? builder.vertexAI(true)
				.project("p")
				.location("global")
				.credentials(GoogleCredentials
					.create(new AccessToken("secret", new Date(System.currentTimeMillis() + 3_600_000))))
				.build() : builder.apiKey("sk-secret").build());
	}

}
