package io.sightglass.instrumentation.internal.llm.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.testing.LackingLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LangChain4jUsageTests {

	@Test
	void aUsageWhoseMethodsCannotBeLookedAtHasTheTokensOfAnyUsage() throws Exception {
		TokenUsage usage = (TokenUsage) LackingLoader.load(OddUsage.class, Absent.class)
			.getDeclaredConstructor()
			.newInstance();
		assertThat(LangChain4jUsage.of(usage)).isEqualTo(LlmUsage.inclusive(3, 4, 0, 0, 0));
	}

	@Test
	void countsOfAnAnswerThatAreLessThanNoneCannotBe() {
		assertThat(LangChain4jUsage.of(new TokenUsage(-1, 4)).isPossible()).isFalse();
		assertThat(LangChain4jUsage.embedded(new TokenUsage(null, null, -1)).isPossible()).isFalse();
	}

	public static class OddUsage extends TokenUsage {

		public OddUsage() {
			super(3, 4);
		}

		public Absent absent() {
			return new Absent();
		}

	}

	public static class Absent {

	}

}
