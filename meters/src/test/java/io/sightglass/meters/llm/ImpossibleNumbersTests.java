package io.sightglass.meters.llm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.Dollars;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A number that cannot be is counted as unparsed, and added to nothing.
 */
class ImpossibleNumbersTests {

	private static final long NINE_MILLION = Long.MAX_VALUE;

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());

	private final Instruments instruments = new Instruments(this.registry);

	private final PriceBook prices = (provider, model) -> model.equals("unpriced") ? null
			: ModelPrice.perMillion("2.5", "10");

	private final LlmMeters meters = LlmMeters.in(this.instruments, this.prices);

	@ParameterizedTest
	@CsvSource({ "9223372036854775807,0,0,0,0", "0,9223372036854775807,0,0,0", "0,0,9223372036854775807,0,0",
			"0,0,0,9223372036854775807,0", "0,0,0,0,9223372036854775807", "3000000000000,0,0,0,0", "100000000,1,0,0,0",
			"50000000,50000000,0,0,1", "9223372036854775807,9223372036854775807,1,1,1" })
	void moreTokensThanACallHasAreUnparsed(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
		for (String model : List.of("m", "unpriced")) {
			for (int i = 0; i < 3; i++) {
				LlmCall call = this.meters.start("openai", model, "chat");
				call.firstToken();
				call.usage(input, output, cacheRead, cacheWrite, reasoning);
				call.done();
			}
		}
		assertThat(sum("llm.tokens")).isZero();
		assertThat(sum("llm.cost")).isZero();
		assertThat(sum("llm.unpriced.tokens")).isZero();
		assertThat(sum("llm.unparsed")).isEqualTo(6);
		assertThat(sum("llm.requests")).isEqualTo(6);
		assertThat(this.registry.find("sightglass.failures").counter()).isNull();
	}

	@Test
	void asManyAsACallHasAreCounted() {
		LlmCall call = this.meters.start("openai", "m", "chat");
		call.usage(LlmUsage.MOST - 3, 1, 0, 1, 1);
		call.done();
		assertThat(sum("llm.tokens")).isEqualTo(LlmUsage.MOST);
		assertThat(this.registry.find("llm.unparsed").counter()).isNull();
	}

	@Test
	void aStreamWhoseUsageGrowsForEverCountsItsLastWordOnce() {
		LlmCall call = this.meters.start("openai", "m", "chat");
		for (long tokens = 1; tokens > 0; tokens *= 2) {
			call.usage(tokens, tokens, 0, 0, 0);
		}
		call.done();
		assertThat(sum("llm.tokens")).isZero();
		assertThat(sum("llm.unparsed")).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "'prompt_tokens':9223372036854775807,'completion_tokens':1",
			"'prompt_tokens':9223372036854775808,'completion_tokens':1",
			"'prompt_tokens':1,'completion_tokens':99999999999999999999999999",
			"'prompt_tokens':-1,'completion_tokens':1", "'prompt_tokens':1,'completion_tokens':-9223372036854775808",
			"'prompt_tokens':10,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':11}",
			"'prompt_tokens':10,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':-1}",
			"'prompt_tokens':10,'completion_tokens':1,'completion_tokens_details':{'reasoning_tokens':-1}",
			"'prompt_tokens':1e30,'completion_tokens':1", "'prompt_tokens':1.5,'completion_tokens':1",
			"'input_tokens':10,'output_tokens':1,'cache_read_input_tokens':-5",
			"'input_tokens':10,'output_tokens':1,'cache_creation_input_tokens':9223372036854775807",
			"'promptTokenCount':1,'candidatesTokenCount':1,'thoughtsTokenCount':9223372036854775807",
			"'prompt_eval_count':100000001,'eval_count':0" })
	void anAnswerThatCannotBeIsUnparsed(String usage) {
		WireReader reader = new WireReader();
		String body = "{'model':'m'," + usage + ",'usage':{" + usage + "},'usageMetadata':{" + usage + "}}";
		reader.feed(ByteBuffer.wrap(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
		LlmCall call = this.meters.start("openai", "m", "chat");
		call.usage(Objects.requireNonNull(reader.usage()));
		call.done();
		assertThat(sum("llm.tokens")).isZero();
		assertThat(sum("llm.unparsed")).isOne();
	}

	@Test
	void whatAClientSaysIsHeldToTheSame() {
		assertThat(LlmUsage.inclusive(10, 1, 11, 0, 0).isPossible()).isFalse();
		assertThat(LlmUsage.inclusive(10, 1, 6, 5, 0).isPossible()).isFalse();
		assertThat(LlmUsage.inclusive(10, 1, Long.MAX_VALUE, Long.MAX_VALUE, 0).isPossible()).isFalse();
		assertThat(LlmUsage.exclusive(10, 1, 500, 0)).isEqualTo(new LlmUsage(10, 1, 500, 0, 0));
		// Some count reasoning beside the answer.
		assertThat(LlmUsage.inclusive(10, 1, 0, 0, 50)).isEqualTo(new LlmUsage(10, 0, 0, 0, 50));
	}

	@ParameterizedTest
	@CsvSource({ "-5,10,0,0,0", "10,-5,0,0,0", "10,10,-5,0,0", "10,10,0,-5,0", "10,10,0,0,-5",
			"-9223372036854775808,10,-9223372036854775808,-1,-1", "10,-9223372036854775808,0,0,5" })
	void lessThanNoneIsNoneInEveryForm(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
		LlmUsage said = new LlmUsage(input, output, cacheRead, cacheWrite, reasoning);
		assertThat(said.isPossible()).isTrue();
		assertThat(LlmUsage.inclusive(input, output, cacheRead, cacheWrite, reasoning)).isEqualTo(said);
		assertThat(LlmUsage.exclusive(input, output, cacheRead, cacheWrite)).isEqualTo(said.with(LlmUnit.REASONING, 0));
	}

	@Test
	void moneyStaysAtItsMost() {
		Dollars dollars = new Dollars();
		dollars.add(-5);
		assertThat(dollars.usd()).isZero();
		double before = 0;
		for (int i = 0; i < 2_000_000; i++) {
			dollars.add(Long.MAX_VALUE);
			assertThat(dollars.usd()).isGreaterThanOrEqualTo(before);
			before = dollars.usd();
		}
		assertThat(before).isEqualTo(9e12);
		for (int i = 0; i < 1_000_000; i++) {
			dollars.add(999 * 1_000_000_000_000L);
		}
		assertThat(dollars.usd()).isEqualTo(9e12);
	}

	@Test
	void moneyOfThreeDearCallsIsTheirSum() {
		Dollars dollars = new Dollars();
		for (int i = 0; i < 3; i++) {
			dollars.add(NINE_MILLION);
		}
		assertThat(dollars.usd()).isEqualTo(3 * Dollars.usd(NINE_MILLION));
		assertThat(ModelPrice.perMillion("100000", "0").cost(new LlmUsage(LlmUsage.MOST, 0, 0, 0, 0), LlmTier.STANDARD))
			.isEqualTo(Long.MAX_VALUE);
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("-1", "0"));
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("0", "100001"));
	}

	@Test
	void aBudgetOfMoreThanNineMillionIsCrossedAll() {
		List<BudgetCrossed> crossed = new ArrayList<>();
		Budget budget = new Budget(this.instruments, OptionalDouble.of(20e6), OptionalDouble.empty(), 1, crossed::add);
		for (int i = 0; i < 3; i++) {
			budget.spent(NINE_MILLION);
		}
		assertThat(crossed).hasSize(1);
		assertThat(this.registry.get("llm.budget.spent").gauge().value()).isEqualTo(3 * Dollars.usd(NINE_MILLION));
	}

	@Test
	void aFirstTokenOfAnyAgeIsTimedFromTheStart() {
		LlmCall call = this.meters.start("openai", "m", "chat");
		call.firstToken(Duration.ofSeconds(Long.MAX_VALUE));
		call.usage(1, 5, 0, 0, 0);
		call.done();
		assertThat(this.registry.get("llm.time.to.first.token").timer().count()).isOne();
	}

	private double sum(String meter) {
		double sum = 0;
		for (Meter one : this.registry.find(meter).meters()) {
			sum += (one instanceof Counter counter) ? counter.count()
					: (one instanceof FunctionCounter counter) ? counter.count() : Double.NaN;
		}
		return sum;
	}

}
