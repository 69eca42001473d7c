package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PriceTableTests {

	private static final LlmUsage MILLION = new LlmUsage(1_000_000, 0, 0, 0, 0);

	@Test
	void shipsTheCatalogue() {
		PriceTable shipped = PriceTable.shipped();
		assertThat(usd(shipped.price("openai", "gpt-5-mini"), new LlmUsage(60, 30, 40, 0, 20))).isEqualTo(0.000116);
		assertThat(usd(shipped.price("anthropic", "claude-haiku-4-5"), new LlmUsage(100, 50, 40, 8, 0)))
			.isEqualTo(0.000364);
		assertThat(usd(shipped.price("aws.bedrock", "claude-opus-4-8"), MILLION)).isEqualTo(5);
		assertThat(usd(shipped.price("azure.ai.openai", "gpt-4o"), MILLION)).isEqualTo(2.5);
		assertThat(shipped.price("ollama", "gpt-4o")).isNull();
	}

	@Test
	void aMissingCachePriceIsTheInputPriceAndNeverFree() {
		ModelPrice price = ModelPrice.perMillion("2", "6");
		assertThat(usd(price, new LlmUsage(0, 0, 500_000, 500_000, 0))).isEqualTo(2);
		assertThat(usd(price, new LlmUsage(0, 0, 0, 0, 1_000_000))).isEqualTo(6);
	}

	@Test
	void longPromptsAndBatchesHaveTheirOwnPrice() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("""
				model,input,output,long_context_above,long_input,long_output,batch_discount
				big,1,2,200000,3,4,0.5
				"""));
		ModelPrice price = Objects.requireNonNull(table.price("any", "big"));
		assertThat(usd(price, new LlmUsage(200_000, 0, 0, 0, 0))).isEqualTo(0.2);
		assertThat(usd(price, new LlmUsage(200_000, 0, 1, 0, 0))).isEqualTo(0.600003);
		assertThat(Dollars.usd(price.cost(new LlmUsage(0, 1_000_000, 0, 0, 0), LlmTier.BATCH))).isEqualTo(1);
	}

	@Test
	void theFirstBookThatKnowsAPriceWins() {
		PriceBook mine = new PriceTable(Map.of("gpt-5-mini", ModelPrice.perMillion("9", "9")));
		PriceBook all = PriceBook.firstOf(List.of(mine, PriceTable.shipped()));
		assertThat(usd(all.price("openai", "gpt-5-mini"), MILLION)).isEqualTo(9);
		assertThat(usd(all.price("openai", "gpt-4o"), MILLION)).isEqualTo(2.5);
	}

	@Test
	void refusesWhatIsNoPriceFile() {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.read(new StringReader("<html>")))
			.withMessageContaining("model, input and output");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader("model,input,output\nm,1,\n")))
			.withMessageContaining("m has no output");
		assertThatIllegalArgumentException().isThrownBy(() -> PriceTable.read(new StringReader("model,input,output\n")))
			.withMessageContaining("none");
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("-1", "0"))
			.withMessageContaining("-1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ModelPrice(ModelPrice.perMillion("1", "1").rates(), null, 0, new BigDecimal("1.5")))
			.withMessageContaining("1.5");
	}

	private static double usd(@Nullable ModelPrice price, LlmUsage usage) {
		return Dollars.usd(Objects.requireNonNull(price).cost(usage, LlmTier.STANDARD));
	}

}
