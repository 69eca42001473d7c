package io.sightglass.meters.llm;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.ModelPrice;
import io.sightglass.meters.llm.price.PriceBook;
import io.sightglass.meters.llm.price.PriceTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of several books prices a call, by which of its two names, and what has no price.
 */
class CallPriceTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final PriceBook properties = new PriceTable(Map.of("mine", ModelPrice.perMillion("100", "100"), "gpt-5",
			ModelPrice.builder()
				.usd(LlmUnit.INPUT, "7")
				.usd(LlmUnit.CACHE_READ, "4")
				.usd(LlmUnit.OUTPUT, "0")
				.usd(LlmUnit.INPUT, LlmTier.BATCH, 0, "3")
				.usd(LlmUnit.INPUT, LlmTier.STANDARD, 2500, "9")
				.contextWindow(10_000)
				.build()));

	// One that knows names as they are, and a list of the user's own in front of what is
	// shipped.
	private final PriceBook users = (provider, model) -> model.equals("gpt-4.1") || model.equals("alias")
			? ModelPrice.perMillion(model.equals("alias") ? "20" : "10", "0") : null;

	private final LlmMeters meters = LlmMeters.in(new Instruments(this.registry),
			PriceBook.firstOf(List.of(this.users, PriceBook.firstOf(List.of(this.properties, PriceBook.shipped())))));

	@ParameterizedTest
	@CsvSource({ "azure.ai.openai, mine, gpt-4o-2024-11-20, 0.15", "proxy.example, mine, gpt-4o, 0.15",
			"proxy.example, mine, custom-x, 0.15", "azure.ai.openai, theirs, gpt-4o-2024-11-20, 0.00825",
			"openai, gpt-4o, gpt-4o-2024-05-13, 0.0125", "proxy.example, mine-2026-01-02, gpt-4o, 0.15",
			"proxy.example, mine, gpt-5-2025-08-07, 0.007", "openai, gpt-5, mine, 0.15",
			"proxy.example, gpt-5, gpt-4o, 0.007", "proxy.example, alias, gpt-4.1-2025-04-14, 0.01",
			"proxy.example, alias-latest, gpt-5, 0.02", "proxy.example, alias, mine, 0.02" })
	void theFirstBookThatKnowsEitherNameWins(String provider, String asked, String answered, double usd) {
		LlmCall call = this.meters.start(provider, asked, "chat");
		call.model(answered);
		call.usage(1000, 500, 0, 0, 0);
		call.done();
		assertThat(this.registry.get("llm.cost").functionCounter().count()).isEqualTo(usd);
		assertThat(this.registry.find("llm.unpriced.tokens").meters()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "STANDARD, 1000, 0.011, 0.003", "BATCH, 1000, 0.007, 0", "STANDARD, 2000, 0.022, 0.005" })
	void itsTiersLengthsAndContextWindowHoldToo(LlmTier tier, long tokens, double usd, double saved) {
		LlmCall call = this.meters.start("azure.ai.openai", "gpt-5", "chat");
		call.model("gpt-4o");
		call.usage(tokens, 0, 1000, 0, 0);
		call.tier(tier);
		call.done();
		assertThat(this.registry.get("llm.cost").functionCounter().count()).isEqualTo(usd);
		assertThat(this.registry.find("llm.cache.saved")
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum()).isEqualTo(saved);
		assertThat(this.registry.get("llm.context.used").summary().max()).isEqualTo((tokens + 1000) / 10_000.0);
	}

	@ParameterizedTest
	@CsvSource({ "gcp.vertex_ai, gemini-2.5-pro, PROVISIONED_THROUGHPUT", "openai, gpt-4o, scale",
			"aws.bedrock, anthropic.claude-sonnet-4-5-20250929-v1:0, reserved",
			"anthropic, claude-sonnet-4-5, priority" })
	void reservedCapacityHasNoPriceByTheToken(String provider, String model, String word) {
		LlmCall call = this.meters.start(provider, model, "chat");
		call.usage(1000, 100, 10, 0, 0);
		call.tier(LlmTier.of(word));
		call.done();
		assertThat(this.registry.get("llm.unpriced.tokens").counter().count()).isEqualTo(1110);
		assertThat(this.registry.find("llm.cost").meters()).isEmpty();
		assertThat(this.registry.find("llm.cache.saved").meters()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "anthropic, PRIORITY, 0.006", "anthropic, PROVISIONED, 0.005", "openai, PRIORITY, 0.006",
			"anthropic, FLEX, 0.1" })
	void unlessItHasOneOfItsOwn(String provider, LlmTier tier, double usd) {
		PriceBook own = (any, model) -> ModelPrice.builder()
			.usd(LlmUnit.INPUT, "100")
			.usd(LlmUnit.INPUT, LlmTier.PRIORITY, 0, "6")
			.usd(LlmUnit.INPUT, LlmTier.PROVISIONED, 0, "5")
			.build();
		LlmCall call = LlmMeters.in(new Instruments(this.registry), own).start(provider, "m", "chat");
		call.usage(1000, 0, 0, 0, 0);
		call.tier(tier);
		call.done();
		assertThat(this.registry.get("llm.cost").functionCounter().count()).isEqualTo(usd);
	}

}
