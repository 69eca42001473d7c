package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModelPriceTests {

	private static final int MILLION = 1_000_000;

	@Test
	void tokensWithoutAPriceHaveThatOfTheirKindAndAreNeverFree() {
		ModelPrice price = ModelPrice.perMillion("2", "6");
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(0, 0, 500_000, 500_000, 0))).isEqualTo(2);
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(0, 0, 0, 0, MILLION))).isEqualTo(6);
		for (LlmUnit unit : LlmUnit.values()) {
			long rate = price.rate(unit, LlmTier.STANDARD, 0);
			assertThat(rate).as(unit.tag()).isEqualTo(unit.isToken() ? expected(unit) : ModelPrice.UNKNOWN);
		}
	}

	private static long expected(LlmUnit unit) {
		return switch (unit) {
			case OUTPUT, REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> 6_000_000;
			default -> 2_000_000;
		};
	}

	@Test
	void anHourInTheCacheHasThePriceOfMinutesWhereItHasNone() {
		ModelPrice price = ModelPrice.builder()
			.usd(LlmUnit.INPUT, "1")
			.usd(LlmUnit.CACHE_WRITE, "1.25")
			.usd(LlmUnit.AUDIO_INPUT, "4")
			.build();
		assertThat(usd(price, LlmTier.STANDARD, one(LlmUnit.CACHE_WRITE_1H))).isEqualTo(1.25);
		assertThat(usd(price, LlmTier.STANDARD, one(LlmUnit.AUDIO_CACHE_READ))).isEqualTo(4);
	}

	@Test
	void aLongPromptMakesAllOfTheCallDearer() {
		ModelPrice price = ModelPrice.builder()
			.usd(LlmUnit.INPUT, "1")
			.usd(LlmUnit.OUTPUT, "2")
			.usd(LlmUnit.CACHE_READ, "0.1")
			.usd(LlmUnit.INPUT, LlmTier.STANDARD, 200_000, "3")
			.usd(LlmUnit.OUTPUT, LlmTier.STANDARD, 200_000, "4")
			.usd(LlmUnit.INPUT, LlmTier.STANDARD, 500_000, "5")
			.build();
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(200_000, MILLION, 0, 0, 0))).isEqualTo(2.2);
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(200_001, MILLION, 0, 0, 0))).isEqualTo(4.600003);
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(100_000, 0, 100_001, 0, 0))).as("the cache's of before")
			.isEqualTo(0.3100001);
		assertThat(usd(price, LlmTier.STANDARD, new LlmUsage(MILLION, MILLION, 0, 0, 0))).isEqualTo(9);
	}

	@Test
	void aTierHasItsOwnPricesOrTheUsualOnes() {
		ModelPrice price = ModelPrice.builder()
			.usd(LlmUnit.INPUT, "2")
			.usd(LlmUnit.OUTPUT, "8")
			.usd(LlmUnit.CACHE_READ, "0.2")
			.usd(LlmUnit.SEARCH, "0.01")
			.usd(LlmUnit.INPUT, LlmTier.PRIORITY, 0, "4")
			.discount(LlmTier.BATCH, new BigDecimal("0.5"))
			.build();
		LlmUsage usage = new LlmUsage(MILLION, MILLION, MILLION, 0, MILLION).with(LlmUnit.SEARCH, 100);
		assertThat(usd(price, LlmTier.STANDARD, usage)).isEqualTo(19.2);
		assertThat(usd(price, LlmTier.FLEX, usage)).isEqualTo(19.2);
		assertThat(usd(price, LlmTier.PRIORITY, usage)).isEqualTo(21.2);
		assertThat(usd(price, LlmTier.BATCH, usage)).as("searches have no discount").isEqualTo(10.1);
		assertThat(usd(price, LlmTier.PROVISIONED, usage)).as("searches alone").isEqualTo(1);
	}

	@Test
	void unitsThatAreNoTokensAreDollarsEach() {
		ModelPrice price = ModelPrice.builder().usd(LlmUnit.IMAGE, "0.04").usd(LlmUnit.SECOND, "0.0001").build();
		assertThat(usd(price, LlmTier.STANDARD, LlmUsage.NONE.with(LlmUnit.IMAGE, 3).with(LlmUnit.SECOND, 60)))
			.isEqualTo(0.126);
	}

	@Test
	void whatHasNoPriceIsToldApart() {
		ModelPrice price = ModelPrice.builder().usd(LlmUnit.INPUT, "1").usd(LlmUnit.IMAGE, "0.04").build();
		LlmUsage both = new LlmUsage(10, 5, 0, 0, 2).with(LlmUnit.SEARCH, 1);
		assertThat(price.unpriced(both, LlmTier.STANDARD)).isEqualTo(7);
		assertThat(price.knows(both, LlmTier.STANDARD)).isTrue();
		assertThat(price.knows(new LlmUsage(0, 5, 0, 0, 2), LlmTier.STANDARD)).isFalse();
		assertThat(price.knows(LlmUsage.NONE.with(LlmUnit.SEARCH, 1), LlmTier.STANDARD)).isFalse();
		assertThat(price.knows(LlmUsage.NONE.with(LlmUnit.IMAGE, 1), LlmTier.STANDARD)).isTrue();
	}

	@Test
	void aFileSaysTheSame() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("""
				model,unit,usd,tier,context_over
				m,input,1,,
				m,output,2,standard,
				m,input,3,,200000
				m,input,0.5,batch,
				"""));
		assertThat(Objects.requireNonNull(table.price("any", "m"))).isEqualTo(ModelPrice.builder()
			.usd(LlmUnit.INPUT, "1")
			.usd(LlmUnit.OUTPUT, "2")
			.usd(LlmUnit.INPUT, LlmTier.STANDARD, 200_000, "3")
			.usd(LlmUnit.INPUT, LlmTier.BATCH, 0, "0.5")
			.build());
	}

	private static LlmUsage one(LlmUnit unit) {
		return LlmUsage.NONE.with(unit, MILLION);
	}

	private static double usd(ModelPrice price, LlmTier tier, LlmUsage usage) {
		return Dollars.usd(price.cost(usage, tier));
	}

}
