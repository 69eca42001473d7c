package io.sightglass.dashboards.check;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.dashboards.Options;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SelectorsFuzzTests {

	private static final int LONGEST = 500;

	private static final Pattern SELECTOR = Pattern.compile(
			"\"(?:[^\"\\\\]|\\\\.)*\"|"
					+ "(?<![a-zA-Z0-9_:])([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*}",
			Pattern.DOTALL);

	private static final Known KNOWN = new Known(Options.DEFAULT.dashboards());

	@FuzzTest
	void areFound(byte[] input) throws Exception {
		String query = new String(input, StandardCharsets.UTF_8);
		Map<String, String> found = Selectors.of(query);
		found.forEach((selector, name) -> assertThat(query).contains(selector).contains(name + "{"));
		if (query.length() < LONGEST && isBalanced(query)) {
			assertThat(found).isEqualTo(matched(query));
		}
		new Choice(query, query, query, query).apply("a{b=~\"$cluster\"}");
		KNOWN.renamed("llm_calls_total", Set.of(query, "llm_" + query + "_total"));
		KNOWN.otherPrefix("llm_calls_total", Set.of(query, query + "_llm_calls_total"));
		Work.isLinear(input, 256, (large) -> Selectors.of(new String(large, StandardCharsets.UTF_8)));
	}

	@Test
	@Tag("mutations")
	void areFoundInMutations() {
		Mutations.of(SelectorsFuzzTests.class, "areFound", this::areFound);
	}

	// Where a query is one, as far as quotes and braces tell.
	private static boolean isBalanced(String query) {
		return query
			.matches("(?s)(?:[^{}\"\\\\]|\"(?:[^\"\\\\]|\\\\.)*+\"|\\{(?:[^{}\"\\\\]|\"(?:[^\"\\\\]|\\\\.)*+\")*+})*+");
	}

	private static Map<String, String> matched(String query) {
		Map<String, String> found = new LinkedHashMap<>();
		Matcher matcher = SELECTOR.matcher(query);
		while (matcher.find()) {
			if (matcher.group(1) != null) {
				found.put(matcher.group(), matcher.group(1));
			}
		}
		return found;
	}

}
