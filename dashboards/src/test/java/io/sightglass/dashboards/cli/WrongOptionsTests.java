package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sightglass.dashboards.tool.Promtool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user mistypes is refused before Prometheus does, and no password is shown.
 */
class WrongOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://u:s3cretpw%zz@127.0.0.1:1", "http://u:s3cretpw@bad host:80",
			"http://u:s3cretpw@[::1:1", "http://u:a@s3cretpw^@h:1", "//u:s3cretpw@h", "u:s3cretpw@h:1",
			"http://u:s3cretpw@", "http://h:1/?s3cretpw^" })
	void anAddressThatIsNoneIsShownWithoutItsPassword(String url) {
		assertThat(Run.of("check", url).failed(2)).contains("http://localhost:9090")
			.doesNotContain("s3cret")
			.doesNotContain("Exception")
			.doesNotContain("converter");
		assertThat(Run.of("rules", "--runbooks", url).failed(2)).contains("absolute URL").doesNotContain("s3cret");
		for (Run run : new Run[] { Run.of("check", "http://h:1", url), Run.of("check", "--url=" + url),
				Run.of("list", url), Run.of(url), Run.of("rules", "--threshold", url),
				Run.of("rules", "--threshold=http.objective=" + url),
				Run.of("check", "http://h:1", "--timeout", url) }) {
			assertThat(run.code()).isEqualTo(2);
			assertThat(run.err()).as(url).isNotBlank().doesNotContain("s3cret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://u:s3cretpw@h/x", "https://s3cretpw@h/x", "https://h/x#s3cretpw", "https:///x",
			"https://h/{{ .Labels.x }}", "https://h/x y", "ftp://h/x" })
	void aRunbookWithAUserIsNone(String place) {
		assertThat(Run.of("rules", "--runbooks", place).failed(2)).contains("absolute URL").doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "job=\"", "job=\"a\"} or vector(1) or x{job=\"b\"", "job=\"a\"\n", "job=\"a\nb\"", "job",
			"job=\"a\" # x", "#", "job=a", "job==\"a\"", "1a=\"b\"", "job=\"a\" b=\"c\"", "job=\"a\",", ",", " ",
			"job=\"a\",,b=\"c\"", "job=~\"[\"", "job=~\"(?=a)\"", "__name__=\"up\"", "job=\"\\d\"", "job='a\"", "}" })
	void aSelectorThatIsNoneReachesNoRule(String selector) {
		assertThat(Run.of("rules", "--selector", selector).failed(2)).contains("selector", "job=~");
	}

	@ParameterizedTest
	@ValueSource(strings = { "job=~\"shop-.*\"", "job=\"a#b}\", team!~'x|y'", "env!=\"\"", "job = \"a\\\"b\"",
			"job=~\"a\\\\.b\"", "job=\"é,\"" })
	void aSelectorThatIsOneMakesRulesThatPrometheusTakes(String selector, @TempDir Path directory) throws IOException {
		Run run = Run.of("rules", "--selector", selector);
		assertThat(run.code()).as(run.err()).isZero();
		Promtool.run("check", "rules", Files.writeString(directory.resolve("rules.yml"), run.out()).toString());
	}

	@ParameterizedTest
	@CsvSource({ "http.objective, 2, objective", "http.objective, 1, objective", "llm.objective, 99.9, objective",
			"http.objective, 0, above", "http.p99-seconds, -1, above", "http.p99-seconds, NaN, above",
			"self.series, Infinity, above", "connections.failure-ratio, 5, share", "state.instances-ratio, 50, share" })
	void aThresholdThatNeverFitsIsRefused(String key, String value, String reason) {
		assertThat(Run.of("rules", "--threshold", key + "=" + value).failed(2)).contains(key, reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../x", "a\"b", "9a", "é", "a b", "a-", ".a", "_a", "a\n", "{{x}}", "a}" })
	void aPrefixThatTheStarterRefusesIsRefusedHereToo(String prefix) {
		assertThat(Run.of("rules", "--prefix", prefix).failed(2)).contains("sightglass.prefix");
	}

	@Test
	void aPrefixThatTheStarterTakesIsTaken() {
		assertThat(Run.of("rules", "--prefix", "a-b.c_d9").out()).contains("a_b_c_d9_llm_");
	}

}
