package io.sightglass.registry.internal.text;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.prometheus.metrics.model.snapshots.Labels;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Work;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8FuzzTests {

	private static final int HASH = 9;

	@FuzzTest
	void countsAndCuts(byte[] input) throws Exception {
		// Each two bytes are a character, halves of pairs among them.
		String text = new String(input, StandardCharsets.UTF_16BE);
		check(text, 10 + input.length / 3);
		check(new String(input, StandardCharsets.UTF_8), 10 + input.length / 2);
		check(halves(input), 10 + input.length / 2);
		Work.isLinear(input, 64, (large) -> Utf8.cut(new String(large, StandardCharsets.UTF_8), 256));
	}

	@Test
	@Tag("mutations")
	void countsAndCutsMutations() {
		Mutations.of(Utf8FuzzTests.class, "countsAndCuts", this::countsAndCuts);
	}

	private static String halves(byte[] input) {
		StringBuilder text = new StringBuilder();
		for (byte each : input) {
			text.append((each < 0) ? (char) (0xd7c0 + (each & 0x7f) * 16) : (char) each);
		}
		return text.toString();
	}

	private static void check(String text, int limit) {
		int written = length(text);
		int unpaired = (int) text.codePoints().filter((each) -> each >= 0xd800 && each <= 0xdfff).count();
		// Java writes half of a pair as one question mark, others as three bytes.
		assertThat(Utf8.bytes(text)).isEqualTo(written + 2 * unpaired);
		assertThat(Utf8.fits(text, limit)).isEqualTo(Utf8.bytes(text) <= limit);
		String label = new String(LabelText.of(Labels.of("k", text)), StandardCharsets.UTF_8);
		assertThat(Utf8.escapedBytes(text)).isEqualTo(length(label) - "{k=\"\"} ".length() + 2 * unpaired);
		String cut = Utf8.cut(text, limit);
		assertThat(length(cut)).isLessThanOrEqualTo(limit);
		if (Utf8.bytes(text) <= limit) {
			assertThat(cut).isEqualTo(text);
			return;
		}
		String start = cut.substring(0, cut.length() - HASH);
		assertThat(text).startsWith(start);
		assertThat(cut.substring(start.length())).matches("_[0-9a-f]{8}");
		// Whole characters, and as many as there is room for.
		int next = start.length() + Character.charCount(text.codePointAt(start.length()));
		assertThat(text.codePointCount(0, start.length()) + 1).isEqualTo(text.codePointCount(0, next));
		assertThat(Utf8.bytes(text.substring(0, next))).isGreaterThan(limit - HASH);
		assertThat(Utf8.cut(text + "a", limit)).isNotEqualTo(cut);
		assertThat(Utf8.cut(cut, limit)).isEqualTo(cut);
	}

	private static int length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
