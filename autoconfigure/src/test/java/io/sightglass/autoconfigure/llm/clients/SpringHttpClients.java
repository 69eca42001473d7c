package io.sightglass.autoconfigure.llm.clients;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@code RestClient} and {@code WebClient}, in the formats of four providers and of
 * OpenAI's Responses.
 */
final class SpringHttpClients {

	private SpringHttpClients() {
	}

	static List<Client> of(ApplicationContext context, String wire, String kind, String url, String model) {
		RestClient rest = context.getBean(RestClient.Builder.class).build();
		WebClient web = context.getBean(WebClient.Builder.class).build();
		String streamed = url.replace(":generate", ":streamGenerate");
		List<Client> clients = new ArrayList<>();
		clients.add(new Client(wire + "/rest" + kind + "/call",
				(prompt, drop) -> rest.post()
					.uri(url)
					.contentType(MediaType.APPLICATION_JSON)
					.body(body(model, prompt, false))
					.retrieve()
					.body(String.class)));
		clients.add(new Client(wire + "/rest" + kind + "/stream",
				(prompt, drop) -> rest.post()
					.uri(streamed)
					.contentType(MediaType.APPLICATION_JSON)
					.body(body(model, prompt, true))
					.exchange((request, response) -> read(response.getBody(), drop))));
		clients.add(new Client(wire + "/web" + kind + "/call",
				(prompt, drop) -> web.post()
					.uri(url)
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue(body(model, prompt, false))
					.retrieve()
					.bodyToMono(String.class)
					.block()));
		clients.add(new Client(wire + "/web" + kind + "/stream", (prompt, drop) -> {
			var answer = web.post()
				.uri(streamed)
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(body(model, prompt, true))
				.retrieve()
				.bodyToFlux(String.class);
			if (drop) {
				answer.filter((part) -> part.contains("Hi") || part.contains("Hello")).blockFirst();
			}
			else {
				answer.blockLast();
			}
		}));
		return clients;
	}

	static String body(String model, String prompt, boolean stream) {
		return """
				{"model":"%s","stream":%s,"stream_options":{"include_usage":true},"prompt":"%s"}""".formatted(model,
				stream, prompt);
	}

	// By bytes, so that nothing is read ahead, and to the end of a line.
	static boolean read(InputStream body, boolean drop) throws IOException {
		StringBuilder seen = new StringBuilder();
		int next;
		while ((next = body.read()) >= 0) {
			seen.append((char) next);
			if (drop && next == '\n' && (seen.indexOf("Hi") >= 0 || seen.indexOf("Hello") >= 0)) {
				return true;
			}
		}
		return true;
	}

}
