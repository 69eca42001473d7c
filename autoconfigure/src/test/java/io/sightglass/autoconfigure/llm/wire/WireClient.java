package io.sightglass.autoconfigure.llm.wire;

import java.net.URI;
import java.util.List;

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
 * A client that sends a case's request and reads the whole answer, as an application does
 * that takes no notice of errors. Others may be added to {@link #all}.
 *
 * @param name its name
 * @param asks sends the request
 */
record WireClient(String name, Asks asks) {

	static List<WireClient> all(ApplicationContext context) {
		return List.of(new WireClient("RestClient", restClient(context)),
				new WireClient("RestTemplate", restTemplate(context)), new WireClient("WebClient", webClient(context)));
	}

	private static Asks restClient(ApplicationContext context) {
		RestClient client = context.getBean(RestClient.Builder.class).build();
		return (method, url, type, body) -> client.method(HttpMethod.valueOf(method))
			.uri(URI.create(url))
			.contentType(MediaType.parseMediaType(type))
			.body(body)
			.retrieve()
			.body(byte[].class);
	}

	private static Asks restTemplate(ApplicationContext context) {
		RestTemplate client = context.getBean(RestTemplateBuilder.class).build();
		return (method, url, type, body) -> {
			HttpHeaders headers = new HttpHeaders();
			headers.setContentType(MediaType.parseMediaType(type));
			client.exchange(URI.create(url), HttpMethod.valueOf(method), new HttpEntity<>(body, headers), byte[].class);
		};
	}

	private static Asks webClient(ApplicationContext context) {
		WebClient client = context.getBean(WebClient.Builder.class)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.build();
		return (method, url, type, body) -> client.method(HttpMethod.valueOf(method))
			.uri(URI.create(url))
			.contentType(MediaType.parseMediaType(type))
			.bodyValue(body)
			.retrieve()
			.bodyToMono(byte[].class)
			.block();
	}

	/**
	 * Sends a request and reads its answer.
	 */
	@FunctionalInterface
	interface Asks {

		void ask(String method, String url, String type, String body) throws Exception;

	}

}
