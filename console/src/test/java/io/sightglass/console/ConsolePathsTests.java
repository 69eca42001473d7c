package io.sightglass.console;

import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page is whole wherever Boot is told to show it, and nowhere where it is not.
 */
class ConsolePathsTests {

	private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"(\\?[^\"]+)\"");

	private static final Pattern SCRAPE = Pattern.compile("\"scrape\":\"([^\"]*)\"");

	private static final String WEB = "management.endpoints.web.";

	@ParameterizedTest
	@CsvSource({ "SERVLET, /actuator/live, path-mapping.sightglass=live",
			"REACTIVE, /actuator/live, path-mapping.sightglass=live",
			"SERVLET, /actuator/see/live, path-mapping.sightglass=see/live path-mapping.prometheus=scrape/all",
			"SERVLET, /sightglass, base-path=/", "REACTIVE, /sightglass, base-path=/",
			"SERVLET, /live, base-path=/ path-mapping.sightglass=live",
			"REACTIVE, /manage/live, base-path=/manage path-mapping.sightglass=live" })
	void isWholeWhereItsPathIsMapped(WebApplicationType type, String path, String properties) {
		String[] all = Pattern.compile("\\S+")
			.matcher(properties)
			.results()
			.map((each) -> WEB + each.group())
			.toArray(String[]::new);
		try (RunningConsole console = RunningConsole.start(type, all)) {
			assertThatThePageIsWhole(console, console.url(path));
		}
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET, /shop/actuator/live, server.servlet.context-path=/shop",
			"SERVLET, /api/actuator/live, spring.mvc.servlet.path=/api",
			"REACTIVE, /shop/actuator/live, spring.webflux.base-path=/shop" })
	void isWholeBelowThePathOfTheApplication(WebApplicationType type, String path, String property) {
		try (RunningConsole console = RunningConsole.start(type, property, WEB + "path-mapping.sightglass=live")) {
			assertThatThePageIsWhole(console, console.url(path));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isWholeOnAManagementPortWithAPathOfItsOwn(WebApplicationType type) {
		// Of the two servers on the class path of this test, which would be one too many.
		String other = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";
		try (RunningConsole console = RunningConsole.start(type, "management.server.port=0",
				"spring.autoconfigure.exclude=" + RunningConsole.SECURITY + "," + other,
				"management.server.base-path=/inside", WEB + "base-path=/", WEB + "path-mapping.sightglass=live")) {
			String port = "http://127.0.0.1:" + console.managementPort();
			assertThatThePageIsWhole(console, port + "/inside/live");
			assertThat(console.get(console.url("/live"), MediaType.ALL).getStatusCode())
				.isEqualTo(HttpStatus.NOT_FOUND);
		}
	}

	private static void assertThatThePageIsWhole(RunningConsole console, String address) {
		ResponseEntity<String> page = console.get(address, MediaType.TEXT_HTML);
		assertThat(page.getStatusCode()).isEqualTo(HttpStatus.OK);
		ConsoleHeadersTests.assertThatItIsProtected(page.getHeaders());
		List<String> parts = ADDRESS.matcher(String.valueOf(page.getBody()))
			.results()
			.map((found) -> found.group(1))
			.toList();
		assertThat(parts).hasSize(6).allSatisfy((part) -> {
			ResponseEntity<String> answer = console.get(address + part, MediaType.ALL);
			assertThat(answer.getStatusCode()).as(part).isEqualTo(HttpStatus.OK);
			assertThat(String.valueOf(answer.getHeaders().getContentType())).matches("text/(css|javascript).*");
			assertThat(console.get(address + part.replace("?asset=", "/"), MediaType.ALL).getBody())
				.isEqualTo(answer.getBody());
			ConsoleHeadersTests.assertThatItIsProtected(answer.getHeaders());
		});
		String data = String.valueOf(console.get(address, MediaType.APPLICATION_JSON).getBody());
		String scrape = SCRAPE.matcher(data)
			.results()
			.map((MatchResult found) -> found.group(1))
			.findFirst()
			.orElseThrow();
		assertThat(console.get(URI.create(address).resolve(scrape).toString(), MediaType.TEXT_PLAIN).getBody())
			.contains("jvm_memory_used_bytes");
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET, management.endpoints.web.exposure.include=prometheus",
			"REACTIVE, management.endpoints.web.exposure.include=prometheus",
			"SERVLET, management.endpoints.web.exposure.exclude=sightglass",
			"SERVLET, management.endpoint.sightglass.access=none",
			"REACTIVE, management.endpoint.sightglass.access=none",
			"SERVLET, management.endpoints.access.max-permitted=none", "SERVLET, management.server.port=-1" })
	void showsNothingWhereItIsNotExposed(WebApplicationType type, String property) {
		try (RunningConsole console = RunningConsole.start(type, property)) {
			for (String path : new String[] { "", "/app.js", "/chart.js", "?asset=app.js", "/parts",
					"/dashboards/http.json" }) {
				ResponseEntity<String> answer = console.get(console.url("/actuator/sightglass" + path), MediaType.ALL);
				assertThat(answer.getStatusCode()).as(path).isEqualTo(HttpStatus.NOT_FOUND);
				assertThat(answer.getHeaders().getFirst("Content-Security-Policy")).isNull();
			}
		}
	}

	@Test
	void itsLibraryIsPublicNowhereElse() {
		try (RunningConsole console = RunningConsole.start(WebApplicationType.SERVLET, "management.server.port=0")) {
			for (String path : new String[] { "/webjars/chart.js/4.5.1/dist/chart.umd.min.js", "/chart.js",
					"/chart.umd.min.js", "/io/sightglass/console/chart.umd.min.js", "/app.js" }) {
				assertThat(console.get(console.url(path), MediaType.ALL).getStatusCode()).as(path)
					.isEqualTo(HttpStatus.NOT_FOUND);
			}
		}
		assertThat(getClass().getClassLoader().getResource("META-INF/resources/webjars/chart.js")).isNull();
		assertThat(getClass().getResource("chart.umd.min.js")).isNotNull();
		assertThat(getClass().getResource("/META-INF/licenses/chart.js/LICENSE.md")).isNotNull();
	}

}
