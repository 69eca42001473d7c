package io.sightglass.instrumentation.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Shown;
import io.sightglass.fuzz.Work;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class ExcludedRequestsFuzzTests {

	private static final ExcludedRequests USUAL = new ExcludedRequests(
			List.of("/actuator/**", "POST /orders/{id}/events", "/static/*.js", "/health"));

	/**
	 * A pattern and paths, of which Spring says whether they match.
	 * @param input the pattern and paths, each on a line
	 */
	@FuzzTest
	void excludesWhatSpringMatches(byte[] input) throws Exception {
		String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 20);
		ExcludedRequests excluded = excluded(lines[0]);
		for (int i = 1; i < lines.length; i++) {
			String path = lines[i];
			contains(USUAL, path);
			if (excluded != null) {
				boolean contained = contains(excluded, path);
				assertThat(contained).as("%s matches %s", lines[0], path).isEqualTo(springs(lines[0], path));
			}
		}
		Work.isLinear(input, 512, (large) -> contains(USUAL, "/" + new String(large, StandardCharsets.UTF_8)));
	}

	@Test
	@Tag("mutations")
	void excludesWhatSpringMatchesOfMutations() {
		Mutations.of(ExcludedRequestsFuzzTests.class, "excludesWhatSpringMatches", this::excludesWhatSpringMatches);
	}

	private static boolean contains(ExcludedRequests excluded, String path) {
		return excluded.contains("GET", path, path, ExcludedRequestsFuzzTests::routed);
	}

	// As Spring hands it to a handler.
	private static String routed(String path) {
		StringBuilder routed = new StringBuilder();
		for (PathContainer.Element each : PathContainer.parsePath(path).elements()) {
			routed.append((each instanceof PathContainer.PathSegment segment) ? segment.valueToMatch() : each.value());
		}
		return routed.toString();
	}

	private static @Nullable ExcludedRequests excluded(String pattern) {
		try {
			return new ExcludedRequests(List.of(pattern));
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			Shown.isPlain(String.valueOf(ex.getMessage()), 5000);
			return null;
		}
	}

	private static boolean springs(String text, String path) {
		String[] words = text.strip().split("\\s+");
		if (words.length == 2 && !words[0].equalsIgnoreCase("GET")) {
			return false;
		}
		PathPattern pattern = PathPatternParser.defaultInstance.parse(words[words.length - 1]);
		try {
			return pattern.matches(PathContainer.parsePath(path));
		}
		catch (IllegalArgumentException ex) {
			// Escaped wrongly: no request that a server would take.
			return false;
		}
	}

}
