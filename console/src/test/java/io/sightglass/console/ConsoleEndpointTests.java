package io.sightglass.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleEndpointTests {

	private static final String PATH = "/actuator/sightglass";

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isAPageForBrowsersAndJsonForTools(WebApplicationType type) {
		try (RunningConsole console = RunningConsole.start(type)) {
			ResponseEntity<String> page = console.get(console.url(PATH), MediaType.TEXT_HTML);
			assertThat(page.getHeaders().getContentType()).isEqualTo(MediaType.valueOf("text/html;charset=UTF-8"));
			assertThat(page.getBody()).contains("Content-Security-Policy", "default-src 'none'");
			assertThat(page.getHeaders().containsHeader("Set-Cookie")).isFalse();
			assertThat(console.get(console.url(PATH), MediaType.parseMediaType("text/html"), MediaType.ALL).getBody())
				.isEqualTo(page.getBody());
			ResponseEntity<String> snapshot = console.get(console.url(PATH), MediaType.ALL);
			assertThat(snapshot.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
			assertThat(snapshot.getBody()).startsWith("{\"application\":\"shop\"").contains("\"jvm.memory.used\"");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void saysWhatIsOnAndOffAndSoDoesTheStarterAlone(WebApplicationType type) {
		String parts;
		try (RunningConsole console = RunningConsole.start(type, "sightglass.clock.enabled=false")) {
			ResponseEntity<String> answer = console.get(console.url(PATH + "/parts"), MediaType.ALL);
			assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
			parts = String.valueOf(answer.getBody());
			assertThat(parts)
				.contains("{\"name\":\"clock\",\"on\":false,\"property\":\"sightglass.clock.enabled\"",
						"sightglass.clock.enabled is false")
				.contains("{\"name\":\"http\",\"on\":true,\"property\":\"sightglass.http.enabled\"");
		}
		try (RunningConsole starter = RunningConsole.start(type, "sightglass.clock.enabled=false",
				"spring.autoconfigure.exclude=" + RunningConsole.SECURITY + ","
						+ ConsoleAutoConfiguration.class.getName())) {
			assertThat(starter.get(starter.url(PATH), MediaType.ALL).getBody()).isEqualTo(parts);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void servesItsAssetsAndNothingElse(WebApplicationType type) {
		try (RunningConsole console = RunningConsole.start(type)) {
			assertThat(console.get(console.url(PATH + "/app.js"), MediaType.ALL).getBody()).contains("poll()");
			assertThat(console.get(console.url(PATH + "/chart.js"), MediaType.ALL).getBody()).contains("Chart");
			for (String path : new String[] { "/none.js", "/../console/app.js", "/%2e%2e/%2e%2e/application.properties",
					"/io/sightglass/console/ConsoleAssets.class" }) {
				assertThat(console.get(console.url(PATH + path), MediaType.ALL).getStatusCode().value()).as(path)
					.isBetween(400, 499);
			}
		}
	}

	@Test
	void followsContextPathBasePathAndManagementPort() {
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET,
				"server.servlet.context-path=/shop", "management.endpoints.web.base-path=/manage")) {
			assertThat(console.get(console.url("/shop/manage/sightglass"), MediaType.TEXT_HTML).getStatusCode())
				.isEqualTo(HttpStatus.OK);
			assertThat(console.get(console.url("/shop/manage/sightglass/app.js"), MediaType.ALL).getStatusCode())
				.isEqualTo(HttpStatus.OK);
		}
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET, "management.server.port=0")) {
			assertThat(console.get(console.url(PATH), MediaType.ALL).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
			String management = "http://127.0.0.1:" + console.managementPort() + PATH;
			assertThat(console.get(management, MediaType.ALL).getStatusCode()).isEqualTo(HttpStatus.OK);
		}
	}

	@Test
	void isNotThereUntilItIsExposed() {
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET,
				"management.endpoints.web.exposure.include=prometheus")) {
			assertThat(console.get(console.url(PATH), MediaType.ALL).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		}
	}

	@Test
	void isGuardedBySpringSecurityLikeEveryEndpoint() {
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET,
				"spring.autoconfigure.exclude=")) {
			assertThat(console.get(console.url(PATH), MediaType.APPLICATION_JSON).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(console.get(console.url(PATH + "/app.js"), MediaType.APPLICATION_JSON).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
		}
	}

	@Test
	void neverLetsATagValueBecomeMarkup() {
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET)) {
			console.get(console.url("/hostile"), MediaType.ALL);
			String body = console.get(console.url(PATH), MediaType.ALL).getBody();
			assertThat(body).contains("\\u003cimg src=x onerror=").doesNotContain("<img");
		}
	}

}
