package io.sightglass.instrumentation.internal.http;

import java.util.List;
import java.util.function.Function;

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
		assertThat(new ExcludedRequests(List.of(pattern)).contains(method, path, path, Function.identity()))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "/internal/**, /%69nternal/a, /internal/a, true", "/internal/**, /internal;v=1/a, /internal/a, true",
			"/internal/**, /internal/..;/orders, /orders, false", "/internal/**, /internal/../orders, /orders, false",
			"/internal/**, /orders/../internal/a, /internal/a, false", "/internal/**, //internal/a, /internal/a, false",
			"/a/{b}, /a/%zz, /a/%zz, false", "/a/{b}, /a/%3B, /a/;, true", "/a/b, /a/%zz, /a/%zz, false" })
	void goesByThePathThatTheServerRoutesBy(String pattern, String raw, String routed, boolean expected) {
		assertThat(new ExcludedRequests(List.of(pattern)).contains("GET", raw, routed, Function.identity()))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "GTE /x, one of [GET", "x/**, must begin with /", "/a/{b, does not parse", "/{a:[0-9}, does not parse",
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
	void excludesNothingThatCannotBeParsed() {
		ExcludedRequests excluded = ExcludedRequests.of(null, new MockEnvironment(), "/");
		assertThat(excluded.contains("GET", "/actuator/health;%zz", "/actuator/health", Function.identity())).isFalse();
		assertThat(excluded.contains("GET", "/actuator/health;a=%20", "/actuator/health", Function.identity()))
			.isTrue();
	}

	@Test
	void excludesTheActuatorUnlessToldOtherwise() {
		MockEnvironment environment = new MockEnvironment();
		assertThat(ExcludedRequests.of(null, environment, "/")
			.contains("GET", "/actuator/health", "", Function.identity())).isTrue();
		assertThat(ExcludedRequests.of(null, environment, "/web/")
			.contains("GET", "/web/actuator", "", Function.identity())).isTrue();
		environment.setProperty("management.endpoints.web.base-path", "/");
		assertThat(ExcludedRequests.of(null, environment, "/")
			.contains("GET", "/actuator/health", "", Function.identity())).isFalse();
		assertThat(ExcludedRequests.of(List.of(), new MockEnvironment(), "/")
			.contains("GET", "/actuator/health", "", Function.identity())).isFalse();
	}

}
