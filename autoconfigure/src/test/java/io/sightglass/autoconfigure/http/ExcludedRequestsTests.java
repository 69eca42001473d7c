package io.sightglass.autoconfigure.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExcludedRequestsTests {

	@ParameterizedTest
	@CsvSource({ "/internal/**, GET, /internal, true", "/internal/**, GET, /internal/, true",
			"/internal/**, GET, /internal/a/b, true", "/internal/**, GET, /internals, false",
			"GET /internal/**, POST, /internal/a, false", "get /internal/**, GET, /internal/a, true",
			"/ping, GET, /ping, true", "/ping, GET, /pings, false", "/users/{id}/photo, GET, /users/7/photo, true",
			"/users/{id}/photo, GET, /users/7, false", "/a/b/{*rest}, GET, /a/b, true",
			"/a/b/{*rest}, GET, /a/c, false", "/a/b?/c, GET, /a/bb/c, true", "/a*/**, GET, /abc/d, true",
			"/*.ico, GET, /favicon.ico, true", "/**, GET, /x, true", "/**, GET, /, true" })
	void matches(String pattern, String method, String path, boolean expected) {
		assertThat(new ExcludedRequests(List.of(pattern)).contains(method, path, () -> path)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/internal/**, /%69nternal/a, /internal/a, true", "/internal/**, /internal;v=1/a, /internal/a, true",
			"/internal/**, /internal/..;/orders, /orders, false", "/internal/**, /internal/../orders, /orders, false",
			"/internal/**, /orders/../internal/a, /internal/a, true", "/internal/**, //internal/a, /internal/a, true",
			"/a/{b}, /a/%zz, /a/%zz, true", "/a/{b}, /a/%3B, /a/;, true", "/a/b, /a/%zz, /a/%zz, false" })
	void goesByThePathThatTheServerRoutesBy(String pattern, String raw, String routed, boolean expected) {
		assertThat(new ExcludedRequests(List.of(pattern)).contains("GET", raw, () -> routed)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "GTE /x, one of [GET", "x/**, must begin with /", "/a/{b, does not parse",
			"GET POST /x, a path such as", "'', a path such as" })
	void saysWhatIsWrongWithAPattern(String pattern, String reason) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new ExcludedRequests(List.of(pattern)))
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("sightglass.http.exclude");
				assertThat(ex.getValue()).isEqualTo(pattern);
				assertThat(ex.getReason()).contains(reason);
			});
	}

	@Test
	void excludesTheActuatorUnlessToldOtherwise() {
		HttpProperties properties = new HttpProperties(true, null, 1, true, new HttpProperties.Client(List.of()));
		MockEnvironment environment = new MockEnvironment();
		assertThat(ExcludedRequests.of(properties, environment, "/").contains("GET", "/actuator/health", () -> ""))
			.isTrue();
		assertThat(ExcludedRequests.of(properties, environment, "/web/").contains("GET", "/web/actuator", () -> ""))
			.isTrue();
		environment.setProperty("management.endpoints.web.base-path", "/");
		assertThat(ExcludedRequests.of(properties, environment, "/").contains("GET", "/actuator/health", () -> ""))
			.isFalse();
		HttpProperties nothing = new HttpProperties(true, List.of(), 1, true, new HttpProperties.Client(List.of()));
		assertThat(
				ExcludedRequests.of(nothing, new MockEnvironment(), "/").contains("GET", "/actuator/health", () -> ""))
			.isFalse();
	}

}
