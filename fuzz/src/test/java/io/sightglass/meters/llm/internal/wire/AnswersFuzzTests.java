package io.sightglass.meters.llm.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sightglass.fuzz.Mutations;
import io.sightglass.fuzz.Work;
import io.sightglass.meters.llm.LlmError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersFuzzTests {

	@FuzzTest
	void readsAnswers(byte[] input) throws Exception {
		State whole = State.of(input);
		whole.isBounded();
		for (State parts : List.of(State.ofParts(input, new Random(Arrays.hashCode(input))), State.ofSingle(input))) {
			// Of a broken zipped answer more is known where it comes in pieces.
			assertThat(parts).isEqualTo((isZipped(input) && !whole.whole() && !parts.whole()) ? parts : whole);
		}
		Judge judge = new Judge();
		if (judge.reads(input)) {
			assertThat(scanned(input)).isEqualTo(judge.events());
		}
		LlmError.ofStatus(400 + (input.length % 200), new String(input, StandardCharsets.ISO_8859_1));
		LlmError.ofCode(new String(input, StandardCharsets.UTF_8));
		Work.isLinear(input, 128, State::of);
	}

	@Test
	@Tag("mutations")
	void readsAnswersOfMutations() {
		Mutations.of(AnswersFuzzTests.class, "readsAnswers", this::readsAnswers);
	}

	// No text begins so, and what begins so is taken for zipped.
	private static boolean isZipped(byte[] input) {
		return input.length > 0 && (input[0] == 0x1f || input[0] == 0x78);
	}

	private static List<String> scanned(byte[] input) {
		Judge told = new Judge();
		JsonScanner scanner = Judge.scanner(told);
		for (int i = 0; i < input.length; i++) {
			scanner.feed(input, i, i + 1);
		}
		return told.events();
	}

}
