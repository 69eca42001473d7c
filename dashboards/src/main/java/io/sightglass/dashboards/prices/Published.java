package io.sightglass.dashboards.prices;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;

/**
 * What providers publish as a rule instead of a price for each model: batches at half the
 * price, as is the flexible tier of models that have it, an hour in Anthropic's cache at
 * twice that of the input, its fast mode at a multiple, and Anthropic's and OpenAI's
 * searches at 10 USD a thousand.
 */
final class Published {

	private static final BigDecimal HALF = new BigDecimal("0.5");

	private static final BigDecimal SEARCH = new BigDecimal("0.01");

	private static final BigDecimal TWICE = new BigDecimal("2");

	private static final BigDecimal SIX = new BigDecimal("6");

	private static final Set<String> ANSWERING = Set.of("chat", "responses");

	private static final Set<String> BATCHED = Set.of("chat", "completion", "responses", "embedding");

	// Of Google's clouds only its own models and Anthropic's.
	private static final Set<String> HALVED = Set.of("openai", "azure.ai.openai", "anthropic", "gcp.gemini",
			"gcp.vertex_ai", "mistral_ai", "groq");

	private static final Set<LlmUnit> CACHED = Set.of(LlmUnit.CACHE_READ, LlmUnit.AUDIO_CACHE_READ, LlmUnit.CACHE_WRITE,
			LlmUnit.CACHE_WRITE_1H);

	private Published() {
	}

	/**
	 * Adds what is published of a model and not listed.
	 * @param prices the model's prices
	 * @param mode what the model is for
	 */
	static void complete(Map<PriceKey, BigDecimal> prices, String mode) {
		withoutRepetition(prices);
		for (Map.Entry<PriceKey, BigDecimal> price : List.copyOf(prices.entrySet())) {
			PriceKey key = price.getKey();
			if (key.model().contains("claude") && key.unit() == LlmUnit.INPUT
					&& prices.containsKey(key.of(LlmUnit.CACHE_WRITE))) {
				prices.putIfAbsent(key.of(LlmUnit.CACHE_WRITE_1H), written(price.getValue().multiply(TWICE)));
			}
		}
		List.copyOf(prices.keySet())
			.stream()
			.filter((key) -> key.provider().equals("anthropic")
					|| (key.provider().equals("openai") && ANSWERING.contains(mode)))
			.forEach((key) -> prices
				.putIfAbsent(new PriceKey(key.provider(), key.model(), LlmUnit.SEARCH, LlmTier.STANDARD, 0), SEARCH));
		fast(prices);
		if (BATCHED.contains(mode)) {
			halve(prices, LlmTier.BATCH);
		}
		if (prices.keySet().stream().anyMatch((key) -> key.tier() == LlmTier.FLEX)) {
			halve(prices, LlmTier.FLEX);
		}
	}

	// Opus 4.6 is the only model of the list whose fast price is published.
	private static void fast(Map<PriceKey, BigDecimal> prices) {
		for (Map.Entry<PriceKey, BigDecimal> price : List.copyOf(prices.entrySet())) {
			PriceKey key = price.getKey();
			if (key.provider().equals("anthropic") && key.model().startsWith("claude-opus-4-6")
					&& key.tier() == LlmTier.STANDARD && key.unit().isToken()) {
				prices.putIfAbsent(key.in(LlmTier.FAST), written(price.getValue().multiply(SIX)));
			}
		}
	}

	private static void halve(Map<PriceKey, BigDecimal> prices, LlmTier tier) {
		for (Map.Entry<PriceKey, BigDecimal> price : List.copyOf(prices.entrySet())) {
			PriceKey key = price.getKey();
			if (key.tier() == LlmTier.STANDARD && isHalved(key)) {
				prices.putIfAbsent(key.in(tier), written(price.getValue().multiply(HALF)));
			}
		}
	}

	// Reasoning that costs what the output does has no price of its own, and so follows
	// the output in other tiers.
	private static void withoutRepetition(Map<PriceKey, BigDecimal> prices) {
		boolean same = prices.entrySet()
			.stream()
			.filter((price) -> price.getKey().unit() == LlmUnit.REASONING)
			.allMatch((price) -> {
				BigDecimal output = prices.get(price.getKey().of(LlmUnit.OUTPUT));
				return output != null && output.compareTo(price.getValue()) == 0;
			});
		if (same) {
			prices.keySet().removeIf((key) -> key.unit() == LlmUnit.REASONING);
		}
	}

	private static boolean isHalved(PriceKey key) {
		if (!key.unit().isToken() || !HALVED.contains(key.provider())) {
			return false;
		}
		boolean google = key.provider().startsWith("gcp.");
		if (google && !key.model().startsWith("gemini") && !key.model().startsWith("claude")) {
			return false;
		}
		if (!CACHED.contains(key.unit())) {
			return true;
		}
		// Whether both discounts are given at once.
		return switch (key.provider()) {
			case "openai", "azure.ai.openai" -> key.model().startsWith("gpt-5");
			case "groq" -> false;
			default -> !google || key.model().startsWith("claude");
		};
	}

	private static BigDecimal written(BigDecimal usd) {
		return Amounts.written(usd, true);
	}

}
