package io.sightglass.meters.llm.price;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

import io.sightglass.meters.llm.internal.name.Sellers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShippedPricesTests {

	private static final int LARGEST = 200_000;

	private static final PriceTable SHIPPED = ShippedPrices.table();

	@ParameterizedTest
	@CsvSource({ "openai,gpt-5-mini,0.225", "openai,gpt-4o,1.25", "openai,gpt-4o-2024-05-13,2",
			"anthropic,claude-opus-4-8,3", "aws.bedrock,claude-opus-4-8,3",
			"aws.bedrock,us.anthropic.claude-haiku-4-5-20251001-v1:0,0.66",
			"aws.bedrock,arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0,0.66",
			"gcp.vertex_ai,claude-sonnet-4-5@20250929,1.8", "azure.ai.openai,gpt-4o,1.25",
			"azure.ai.openai,claude-opus-4-8,3", "openrouter,openai/gpt-5-mini,0.225",
			"proxy.example.org,gpt-5-mini,0.225", "proxy.example.org,openai/gpt-5-mini,0.225",
			"anthropic,claude-3-7-sonnet-latest,1.8", "gcp.gemini,models/gemini-2.5-flash,0.28" })
	void knowsWhatModelsCost(String provider, String model, double usd) {
		assertThat(usd(SHIPPED.price(provider, model), LlmTier.STANDARD, new LlmUsage(100_000, 100_000, 0, 0, 0)))
			.isEqualTo(usd);
	}

	@Test
	void knowsCachesTiersLongPromptsAndSearches() {
		ModelPrice pro = SHIPPED.price("gcp.gemini", "gemini-2.5-pro");
		assertThat(usd(pro, LlmTier.STANDARD, new LlmUsage(300_000, 1000, 0, 0, 0))).isEqualTo(0.765);
		assertThat(usd(pro, LlmTier.STANDARD, new LlmUsage(100_000, 0, 200_000, 0, 0))).isEqualTo(0.3);
		assertThat(usd(pro, LlmTier.BATCH, new LlmUsage(100_000, 1000, 0, 0, 0))).isEqualTo(0.0675);
		ModelPrice gpt = SHIPPED.price("openai", "gpt-5.4");
		assertThat(usd(gpt, LlmTier.FLEX, new LlmUsage(100_000, 0, 0, 0, 0))).isEqualTo(0.125);
		assertThat(usd(gpt, LlmTier.FLEX, new LlmUsage(300_000, 0, 0, 0, 0))).isEqualTo(0.75);
		assertThat(usd(gpt, LlmTier.PRIORITY, new LlmUsage(100_000, 0, 0, 0, 0))).isEqualTo(0.5);
		ModelPrice opus = SHIPPED.price("anthropic", "claude-opus-4-8");
		assertThat(usd(opus, LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.CACHE_WRITE_1H, 100_000))).isEqualTo(1);
		assertThat(usd(opus, LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.SEARCH, 1000))).isEqualTo(10);
		assertThat(usd(opus, LlmTier.BATCH, new LlmUsage(0, 0, 0, 100_000, 0))).isEqualTo(0.3125);
		assertThat(usd(SHIPPED.price("openai", "dall-e-3"), LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.IMAGE, 2)))
			.isEqualTo(0.08);
	}

	@Test
	void searchesHaveAPrice() {
		for (String model : List.of("claude-haiku-4-5", "claude-haiku-4-5-20251001", "claude-opus-4-8")) {
			assertThat(usd(SHIPPED.price("anthropic", model), LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.SEARCH, 3)))
				.isEqualTo(0.03);
		}
		assertThat(usd(SHIPPED.price("openai", "gpt-5.4"), LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.SEARCH, 3)))
			.isEqualTo(0.03);
	}

	// https://platform.claude.com/docs/en/build-with-claude/fast-mode, read 2026-11-29.
	@Test
	void aFastAnswerHasItsOwnPriceOrNone() {
		LlmUsage usage = new LlmUsage(100_000, 10_000, 0, 0, 0);
		assertThat(usd(SHIPPED.price("anthropic", "claude-opus-4-6"), LlmTier.FAST, usage)).isEqualTo(4.5);
		ModelPrice other = Objects.requireNonNull(SHIPPED.price("anthropic", "claude-opus-4-8"));
		assertThat(other.unpriced(usage, LlmTier.FAST)).isEqualTo(110_000);
		assertThat(other.cost(usage, LlmTier.FAST)).isZero();
		assertThat(usd(other, LlmTier.FAST, LlmUsage.NONE.with(LlmUnit.SEARCH, 3))).isEqualTo(0.03);
	}

	// By the npm packages genai-prices 0.1.8 and tokenlens 1.3.0.
	@ParameterizedTest
	@CsvSource({ "openai,gpt-4o,128000", "openai,gpt-5,400000", "azure.ai.openai,gpt-4o,128000",
			"anthropic,claude-haiku-4-5,200000", "aws.bedrock,eu.anthropic.claude-sonnet-4-6,1000000",
			"gcp.gemini,gemini-2.5-pro,1048576", "openai,dall-e-3,0" })
	void knowsHowLongPromptsMayBe(String provider, String model, long tokens) {
		assertThat(Objects.requireNonNull(SHIPPED.price(provider, model)).contextWindow()).isEqualTo(tokens);
	}

	@Test
	void localModelsAndThoseOfNobodyHaveNone() {
		assertThat(SHIPPED.price("ollama", "gpt-4o")).isNull();
		assertThat(SHIPPED.price("openai", "gpt-0")).isNull();
	}

	@Test
	void eachProviderThatMakesNothingIsKnownAsAHost() {
		assertThat(SHIPPED.providers())
			.filteredOn((provider) -> !Sellers.isKnown(provider) && !Sellers.passesOn(provider))
			.isEmpty();
		assertThat(SHIPPED.providers()).filteredOn((provider) -> !Sellers.isKnown(provider))
			.containsExactlyInAnyOrder("aws.bedrock", "azure.ai.inference", "azure.ai.openai", "gcp.vertex_ai",
					"openrouter", "vercel_ai_gateway");
	}

	@Test
	void isSmallDatedAndReadOnce() throws IOException {
		String name = "prices-" + ShippedPrices.DATE + ".csv";
		try (InputStream file = Objects.requireNonNull(PriceTable.class.getResourceAsStream(name))) {
			ByteArrayOutputStream packed = new ByteArrayOutputStream();
			try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
				file.transferTo(gzip);
			}
			assertThat(packed.size()).isLessThan(LARGEST);
		}
		assertThat(SHIPPED.date()).isEqualTo(PriceBook.shipped().date());
		assertThat(SHIPPED.size()).isGreaterThan(2500);
		PriceBook shipped = PriceBook.shipped();
		shipped.prepare();
		assertThat(shipped.price("openai", "gpt-4o")).isSameAs(shipped.price("openai", "gpt-4o"));
	}

	private static double usd(@Nullable ModelPrice price, LlmTier tier, LlmUsage usage) {
		return Dollars.usd(Objects.requireNonNull(price).cost(usage, tier));
	}

}
