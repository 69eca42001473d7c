package io.sightglass.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slash behind the console's path, as people type it.
 */
class ConsoleSlashTests {

	private static final String CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

	private static final String WEB = "management.endpoints.web.";

	@ParameterizedTest
	@CsvSource({ "SERVLET, /actuator/sightglass, test.none=", "REACTIVE, /actuator/sightglass, test.none=",
			"SERVLET, /actuator/see/live, " + WEB + "path-mapping.sightglass=see/live",
			"REACTIVE, /actuator/see/live, " + WEB + "path-mapping.sightglass=see/live",
			"SERVLET, /sightglass, " + WEB + "base-path=/", "REACTIVE, /sightglass, " + WEB + "base-path=/",
			"SERVLET, /shop/actuator/sightglass, server.servlet.context-path=/shop",
			"SERVLET, /api/actuator/sightglass, spring.mvc.servlet.path=/api",
			"REACTIVE, /shop/actuator/sightglass, spring.webflux.base-path=/shop" })
	void leadsToThePage(WebApplicationType type, String path, String property) throws Exception {
		try (RunningConsole console = RunningConsole.start(type, property)) {
			for (String accept : new String[] { CHROME, "text/html", "*/*", "application/json" }) {
				HttpResponse<String> answer = get(console.url(path + "/"), accept);
				assertThat(answer.statusCode()).as(accept).isEqualTo(200);
				assertThat(answer.uri().getPath()).isEqualTo(path);
				HttpResponse<String> page = get(console.url(path), accept);
				assertThat(answer.headers().firstValue("Content-Type"))
					.isEqualTo(page.headers().firstValue("Content-Type"));
				assertThat(answer.previousResponse()).get().satisfies((redirect) -> {
					assertThat(redirect.headers().firstValue("Content-Security-Policy")).isPresent();
					assertThat(redirect.headers().firstValue("Location")).get()
						.asString()
						.startsWith("../")
						.doesNotContain("127.0.0.1");
				});
			}
			assertThat(get(console.url(path + "/?asset=app.js"), "*/*").uri()).hasQuery("asset=app.js");
			assertThat(get(console.url(path + "x/"), CHROME).statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET", "REACTIVE" })
	void leadsNowhereWhereTheConsoleIsNotExposed(WebApplicationType type) throws Exception {
		try (RunningConsole console = RunningConsole.start(type, WEB + "exposure.include=prometheus")) {
			assertThat(get(console.url("/actuator/sightglass/"), CHROME).statusCode()).isEqualTo(404);
		}
	}

	private static HttpResponse<String> get(String url, String accept) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build();
		return HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build()
			.send(request, HttpResponse.BodyHandlers.ofString());
	}

}
