package io.sightglass.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every answer of the console says to browsers and caches, and no other answer does.
 */
class ConsoleHeadersTests {

	private static final String PATH = "/actuator/sightglass";

	static void assertThatItIsProtected(HttpHeaders headers) {
		assertThat(headers.get("Content-Security-Policy")).singleElement()
			.satisfies((policy) -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'")
				.doesNotContain("unsafe"));
		assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
		assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
		assertThat(headers.get("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(headers.getVary()).contains("Accept");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void goWithEveryAnswerAndNoOther(WebApplicationType type) throws Exception {
		try (RunningConsole console = RunningConsole.start(type)) {
			for (String path : new String[] { "", "/app.js", "/chart.js", "?asset=app.js", "?asset=none.js",
					"/dashboards/http.json", "/parts", "/none.js", "/", "/a/b/c", ";a=b" }) {
				for (MediaType accepted : new MediaType[] { MediaType.ALL, MediaType.TEXT_HTML,
						MediaType.APPLICATION_JSON, MediaType.IMAGE_PNG }) {
					ResponseEntity<String> answer = console.get(console.url(PATH + path), accepted);
					assertThat(answer.getStatusCode()).as(path + " " + accepted)
						.isIn(HttpStatus.OK, HttpStatus.FOUND, HttpStatus.NOT_FOUND, HttpStatus.NOT_ACCEPTABLE);
					assertThatItIsProtected(answer.getHeaders());
				}
			}
			for (String method : new String[] { "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE" }) {
				assertThatItIsProtected(ask(method, console.url(PATH)));
			}
			for (String path : new String[] { "/orders/1", "/actuator", "/actuator/prometheus",
					"/actuator/sightglasses", "/x/actuator/sightglass", "/" }) {
				assertThat(console.get(console.url(path), MediaType.ALL).getHeaders().headerNames()).as(path)
					.doesNotContain("Content-Security-Policy", "Cache-Control");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void goWithARefusalToo(WebApplicationType type) throws Exception {
		try (RunningConsole console = RunningConsole.start(type, "spring.autoconfigure.exclude=")) {
			for (String path : new String[] { "", "/app.js", "?asset=app.js", "/none.js" }) {
				ResponseEntity<String> answer = console.get(console.url(PATH + path), MediaType.APPLICATION_JSON);
				assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
				assertThatItIsProtected(answer.getHeaders());
				assertThatItIsProtected(ask("TRACE", console.url(PATH + path)));
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void aNameThatIsNoneOfItsOwnLeadsNowhere(WebApplicationType type) throws Exception {
		try (RunningConsole console = RunningConsole.start(type)) {
			for (String name : new String[] { "../app.js", "..%2fapp.js", "..%2f..%2f..%2fapplication.properties",
					"%2e%2e/app.js", "..%5capp.js", "%2fetc%2fpasswd", "file:%2f%2f%2fetc%2fpasswd",
					"dashboards%2f..%2fapp.js", "app.js%00", "APP.JS", "ConsoleEndpoint.class", "app.js&asset=app.js",
					"" }) {
				for (String path : new String[] { "/", "?asset=" }) {
					if (path.equals("/") && (name.isEmpty() || name.contains("&"))) {
						continue;
					}
					HttpRequest request = HttpRequest.newBuilder(URI.create(console.url(PATH + path + name)))
						.header("Accept", "*/*")
						.build();
					assertThat(
							HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
						.as(path + name)
						.isBetween(400, 499);
				}
			}
		}
	}

	private static HttpHeaders ask(String method, String url) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		HttpHeaders headers = new HttpHeaders();
		HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.discarding())
			.headers()
			.map()
			.forEach(headers::addAll);
		return headers;
	}

}
