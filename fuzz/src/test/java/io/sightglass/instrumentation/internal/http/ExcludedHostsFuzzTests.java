package io.sightglass.instrumentation.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Shown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;

class ExcludedHostsFuzzTests {

	/**
	 * A pattern and hosts.
	 * @param input each on a line
	 */
	@FuzzTest
	void excludesHosts(byte[] input) throws Exception {
		String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 20);
		ExcludedHosts excluded = hosts(lines[0]);
		for (int i = 1; excluded != null && i < lines.length; i++) {
			if (excluded.contains(lines[i])) {
				String end = lines[0].strip().replaceFirst("^\\*\\.", ".");
				assertThat(lines[i].regionMatches(true, lines[i].length() - end.length(), end, 0, end.length()))
					.isTrue();
			}
		}
	}

	@Test
	@Tag("mutations")
	void excludesHostsOfMutations() {
		Mutations.of(ExcludedHostsFuzzTests.class, "excludesHosts", this::excludesHosts);
	}

	private static @Nullable ExcludedHosts hosts(String pattern) {
		try {
			return new ExcludedHosts(List.of(pattern));
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			Shown.isPlain(String.valueOf(ex.getMessage()), 5000);
			return null;
		}
	}

}
