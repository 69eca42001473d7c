package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import com.google.genai.Client;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import org.springframework.context.ApplicationContext;

/**
 * The JDK's client, OkHttp, and Google's own client, which stands on it.
 */
final class OtherHttpClients {

	private OtherHttpClients() {
	}

	static List<io.sightglass.autoconfigure.llm.clients.Client> of(ApplicationContext context, String wire, String kind,
			String url, String model) {
		HttpClient jdk = context.getBean(HttpClient.class);
		OkHttpClient ok = context.getBean(OkHttpClient.class);
		String streamed = url.replace(":generate", ":streamGenerate");
		return List.of(client(wire + "/jdk" + kind + "/call", (prompt, drop) -> {
			jdk.send(request(url, SpringHttpClients.body(model, prompt, false)), HttpResponse.BodyHandlers.ofString());
		}), client(wire + "/jdk-async" + kind + "/call",
				(prompt, drop) -> jdk
					.sendAsync(request(url, SpringHttpClients.body(model, prompt, false)),
							HttpResponse.BodyHandlers.ofString())
					.get()),
				client(wire + "/jdk" + kind + "/stream", (prompt, drop) -> {
					try (InputStream body = jdk
						.send(request(streamed, SpringHttpClients.body(model, prompt, true)),
								HttpResponse.BodyHandlers.ofInputStream())
						.body()) {
						SpringHttpClients.read(body, drop);
					}
				}),
				client(wire + "/okhttp" + kind + "/call", (prompt, drop) -> read(ok, url, model, prompt, false, drop)),
				client(wire + "/okhttp" + kind + "/stream",
						(prompt, drop) -> read(ok, streamed, model, prompt, true, drop)));
	}

	static List<io.sightglass.autoconfigure.llm.clients.Client> google(ApplicationContext context, String model) {
		Client google = context.getBean(Client.class);
		return List.of(
				client("gemini/google/call", (prompt, drop) -> google.models.generateContent(model, prompt, null)),
				client("gemini/google-async/call",
						(prompt, drop) -> google.async.models.generateContent(model, prompt, null).get()),
				client("gemini/google/stream", (prompt, drop) -> {
					try (var answer = google.models.generateContentStream(model, prompt, null)) {
						for (var part : answer) {
							if (drop && "Hi".equals(part.text())) {
								break;
							}
						}
					}
				}));
	}

	private static io.sightglass.autoconfigure.llm.clients.Client client(String name,
			io.sightglass.autoconfigure.llm.clients.Client.Ask ask) {
		return new io.sightglass.autoconfigure.llm.clients.Client(name, ask);
	}

	private static HttpRequest request(String url, String body) {
		return HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	private static void read(OkHttpClient client, String url, String model, String prompt, boolean stream, boolean drop)
			throws IOException {
		Request request = new Request.Builder().url(url)
			.post(RequestBody.create(SpringHttpClients.body(model, prompt, stream), MediaType.get("application/json")))
			.build();
		try (Response response = client.newCall(request).execute()) {
			SpringHttpClients.read(response.body().byteStream(), drop);
		}
	}

}
