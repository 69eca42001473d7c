package io.sightglass.autoconfigure.llm.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.sightglass.instrumentation.internal.llm.http.HttpCalls;
import io.sightglass.instrumentation.internal.llm.okhttp.OkHttpCalls;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Clients of HTTP, which send whatever they are given.
 */
final class HttpWireClients {

	private HttpWireClients() {
	}

	static List<WireClient> of(ApplicationContext context) {
		return List.of(new WireClient("RestClient", restClient(context)),
				new WireClient("RestTemplate", restTemplate(context)), new WireClient("WebClient", webClient(context)),
				new WireClient("HttpClient", jdk(context)), new WireClient("OkHttp", okHttp(context)));
	}

	private static WireClient.Asks restClient(ApplicationContext context) {
		RestClient client = context.getBean(RestClient.Builder.class).build();
		return (request) -> client.method(HttpMethod.valueOf(request.method()))
			.uri(URI.create(request.url()))
			.contentType(MediaType.parseMediaType(request.type()))
			.body(request.body())
			.retrieve()
			.body(byte[].class);
	}

	private static WireClient.Asks restTemplate(ApplicationContext context) {
		RestTemplate client = context.getBean(RestTemplateBuilder.class).build();
		return (request) -> {
			HttpHeaders headers = new HttpHeaders();
			headers.setContentType(MediaType.parseMediaType(request.type()));
			client.exchange(URI.create(request.url()), HttpMethod.valueOf(request.method()),
					new HttpEntity<>(request.body(), headers), byte[].class);
		};
	}

	private static WireClient.Asks webClient(ApplicationContext context) {
		WebClient client = context.getBean(WebClient.Builder.class)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.build();
		return (request) -> client.method(HttpMethod.valueOf(request.method()))
			.uri(URI.create(request.url()))
			.contentType(MediaType.parseMediaType(request.type()))
			.bodyValue(request.body())
			.retrieve()
			.bodyToMono(byte[].class)
			.block();
	}

	private static WireClient.Asks jdk(ApplicationContext context) {
		HttpClient client = context.getBean(HttpCalls.class)
			.measured(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
		return (request) -> client.send(HttpRequest.newBuilder(URI.create(request.url()))
			.header("Content-Type", request.type())
			.method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
			.build(), HttpResponse.BodyHandlers.ofByteArray());
	}

	private static WireClient.Asks okHttp(ApplicationContext context) {
		OkHttpClient client = context.getBean(OkHttpCalls.class).measured(new OkHttpClient());
		return (request) -> {
			RequestBody body = RequestBody.create(request.body(), okhttp3.MediaType.get(request.type()));
			boolean takesNone = request.method().equals("GET");
			try (Response response = client.newCall(
					new Request.Builder().url(request.url()).method(request.method(), takesNone ? null : body).build())
				.execute()) {
				response.body().bytes();
			}
		};
	}

}
