package io.sightglass.meters.llm.price;

import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PriceTableTests {

	private static final LlmUsage MILLION = new LlmUsage(1_000_000, 0, 0, 0, 0);

	@Test
	void theFirstBookThatKnowsAPriceWins() {
		PriceBook mine = new PriceTable(Map.of("gpt-5-mini", ModelPrice.perMillion("9", "9")));
		PriceBook all = PriceBook.firstOf(List.of(mine, PriceBook.shipped()));
		assertThat(usd(all.price("openai", "gpt-5-mini"), MILLION)).isEqualTo(9);
		assertThat(usd(all.price("openai", "gpt-5-mini-2025-08-07"), MILLION)).isEqualTo(9);
		assertThat(usd(all.price("openai", "gpt-4o"), MILLION)).isEqualTo(2.5);
	}

	@Test
	void aBookIsAskedForBothNamesBeforeTheNext() {
		PriceBook mine = (provider, model) -> model.equals("gpt-5-mini") ? ModelPrice.perMillion("9", "9") : null;
		PriceBook all = PriceBook.firstOf(List.of(mine, PriceBook.shipped()));
		assertThat(usd(all.price("openai", "gpt-5-mini-2025-08-07"), MILLION)).isEqualTo(9);
	}

	@Test
	void aDatedModelHasItsOwnPrice() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("""
				provider,model,unit,usd
				openai,gpt-4o-2024-05-13,input,5
				openai,gpt-4o,input,2.5
				aws.bedrock,us.anthropic.claude-x-20250101-v1:0,input,3
				"""));
		assertThat(usd(table.price("openai", "gpt-4o-2024-05-13"), MILLION)).isEqualTo(5);
		assertThat(usd(table.price("openai", "GPT-4o-2024-05-13"), MILLION)).isEqualTo(5);
		assertThat(usd(table.price("openai", "gpt-4o"), MILLION)).isEqualTo(2.5);
		assertThat(usd(table.price("openai", "gpt-4o-2024-08-06"), MILLION)).isEqualTo(2.5);
		assertThat(usd(table.price("aws.bedrock", "eu.anthropic.claude-x-20250101-v1:0"), MILLION)).isEqualTo(3);
		assertThat(usd(table.price("aws.bedrock", "claude-x@20250101"), MILLION)).isEqualTo(3);
		assertThat(table.price("aws.bedrock", "claude-x")).isNull();
		assertThat(table.price("aws.bedrock", "claude-x-20260101")).isNull();
	}

	@Test
	void cloudsGatewaysAndStrangersSellTheModelsOfTheirMakers() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("""
				provider,model,unit,usd
				anthropic,claude-a,input,1
				openai,gpt-a,input,2
				gcp.gemini,gemini-a,input,3
				azure.ai.inference,claude-b,input,4
				mistral_ai,both,input,5
				deepseek,both,input,6
				openrouter,anthropic/claude-a,input,7
				"""));
		assertThat(usd(table.price("gcp.vertex_ai", "claude-a@20250101"), MILLION)).isEqualTo(1);
		assertThat(usd(table.price("aws.bedrock", "us.anthropic.claude-a-v1:0"), MILLION)).isEqualTo(1);
		assertThat(usd(table.price("azure.ai.openai", "gpt-a"), MILLION)).isEqualTo(2);
		assertThat(usd(table.price("azure.ai.openai", "claude-b"), MILLION)).isEqualTo(4);
		assertThat(usd(table.price("gcp.vertex_ai", "gemini-a"), MILLION)).isEqualTo(3);
		assertThat(usd(table.price("openrouter", "anthropic/claude-a"), MILLION)).isEqualTo(7);
		assertThat(usd(table.price("openrouter", "openai/gpt-a"), MILLION)).isEqualTo(2);
		assertThat(usd(table.price("proxy.example", "gpt-a"), MILLION)).isEqualTo(2);
		assertThat(usd(table.price("", "openai/gpt-a"), MILLION)).isEqualTo(2);
		assertThat(usd(table.price("proxy.example", "deepseek/both"), MILLION)).isEqualTo(6);
		assertThat(table.price("proxy.example", "both")).as("of two makers").isNull();
		assertThat(table.price("groq", "gpt-a")).as("a host with prices of its own").isNull();
		assertThat(table.price("ollama", "gpt-a")).isNull();
		assertThat(table.price("vllm", "openai/gpt-a")).isNull();
	}

	@Test
	void aCallIsPricedWithoutGarbage() throws IOException {
		PriceBook book = PriceBook.firstOf(List.of(new PriceTable(Map.of("mine", ModelPrice.perMillion("1", "2"))),
				PriceTable.read(new StringReader("provider,model,unit,usd\nanthropic,claude-a,input,1\n"))));
		LlmUsage usage = new LlmUsage(10, 20, 30, 40, 50).with(LlmUnit.SEARCH, 1);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long sum = 0;
		long before = 0;
		for (int i = 0; i < 20_000; i++) {
			before = (i == 10_000) ? threads.getCurrentThreadAllocatedBytes() : before;
			sum += Objects.requireNonNull(book.price("gcp.vertex_ai", "claude-a@20250101")).cost(usage, LlmTier.BATCH);
		}
		long garbage = threads.getCurrentThreadAllocatedBytes() - before;
		assertThat(sum).isEqualTo(20_000L * 80_000_000);
		assertThat(garbage).isLessThan(10_000);
	}

	@Test
	void aPriceUnderNoProviderHoldsForAll() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("model,unit,usd\nm,input,1\n"));
		assertThat(usd(table.price("ollama", "m"), MILLION)).isEqualTo(1);
		assertThat(usd(table.price("openai", "m"), MILLION)).isEqualTo(1);
	}

	@Test
	void aPriceHoldsForItsDays() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("""
				model,unit,usd,from,until
				m,input,3,,
				m,input,2,,2026-08-31
				m,input,1,2026-07-01,2026-07-31
				m,output,9,,
				n,input,1,2026-07-01,
				"""));
		DatedPrice m = Objects.requireNonNull(table.written("", "m"));
		assertThat(usd(on(m, "2026-06-30"), MILLION)).isEqualTo(2);
		assertThat(usd(on(m, "2026-07-01"), MILLION)).isEqualTo(1);
		assertThat(usd(on(m, "2026-07-31"), MILLION)).isEqualTo(1);
		assertThat(usd(on(m, "2026-08-31"), MILLION)).isEqualTo(2);
		assertThat(usd(on(m, "2026-09-01"), new LlmUsage(1_000_000, 1_000_000, 0, 0, 0))).isEqualTo(12);
		DatedPrice n = Objects.requireNonNull(table.written("", "n"));
		assertThat(on(n, "2026-06-30")).isNull();
		assertThat(on(n, "2026-07-01")).isNotNull();
	}

	@Test
	void anyLineOfAModelMaySayItsContextWindow() throws IOException {
		String header = "model,unit,usd,context_window\n";
		PriceTable table = PriceTable
			.read(new StringReader(header + "m,input,1,\nm,output,2,128000\nm,search,1,128000\nn,input,1\n"));
		assertThat(Objects.requireNonNull(table.price("openai", "m")).contextWindow()).isEqualTo(128_000);
		assertThat(Objects.requireNonNull(table.price("openai", "n")).contextWindow()).isZero();
		refused(header + "m,input,1,128000\nm,output,2,200000\n",
				"line 3 (m): a line before has another context_window");
		refused(header + "m,input,1,0\n", "line 2 (m): context_window is a whole number above 0");
		refused(header + "m,input,1,many\n", "context_window");
	}

	@Test
	void aFileSaysItsDate() throws IOException {
		PriceTable table = PriceTable.read(new StringReader("# mine\n# date: 2026-08-06\nmodel,unit,usd\nm,input,1\n"));
		assertThat(table.date()).hasToString("2026-08-06T00:00:00Z");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PriceTable.read(new StringReader("model,unit,usd\n# date: yesterday\nm,input,1\n")))
			.withMessageContaining("line 2: a date is a day such as 2026-08-06, but this one is yesterday");
	}

	@Test
	void refusesWhatIsNoPriceFile() {
		refused("<html>", "model, unit and usd");
		refused("model,unit,usd\nm,input,\n", "(m): the price of m has no usd");
		refused("model,unit,usd\n", "none");
		refused("model,input,output\nm,1,2\n", "knows no input, but unit");
		refused("OPENAI_API_KEY=sk-live-secret,more\n", "The first line is no header of a price file");
		refused("model,unit,price\nm,input,2\n", "knows no price");
		refused("model,unit,usd,teir\nm,input,2,flex\n", "knows no teir, but tier");
		refused("model,unit,usd\nm,cache-read,2\n", "line 2 (m): there is no unit cache-read, but cache_read");
		refused("model,unit,usd,tier\nm,input,2,prio\n", "there is no tier prio, but priority");
		refused("model,unit,usd,from\nm,input,2,soon\n", "from is a day such as 2026-08-06, but this one is soon");
		refused("model,unit,usd,from,until\nm,input,2,2026-08-06,2026-08-05\n", "ends before it begins");
		assertThatIllegalArgumentException().isThrownBy(() -> ModelPrice.perMillion("-1", "0"))
			.withMessageContaining("-1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ModelPrice.builder().discount(LlmTier.BATCH, new BigDecimal("1.5")))
			.withMessageContaining("1.5");
	}

	@Test
	void anotherPriceOfTheSameIsRefusedWithBothLines() throws IOException {
		refused("provider,model,unit,usd\nopenai,m,input,1\nOPEN_AI,M,input,2\n",
				"line 3 (M): line 2 has another price of the same input");
		PriceTable table = PriceTable.read(new StringReader("""
				provider,model,unit,tier,context_over,usd,from
				openai,m,input,,,1,
				openai,m,input,,,1.0,
				openai,m,input,flex,,2,
				openai,m,input,,1000,3,
				openai,m,input,,,4,2026-01-01
				openai,m-2024-05-13,input,,,5,
				mistral,m,input,,,6,
				"""));
		assertThat(table.size()).isEqualTo(3);
	}

	private static void refused(String file, String message) {
		assertThatIllegalArgumentException().as(file)
			.isThrownBy(() -> PriceTable.read(new StringReader(file)))
			.withMessageContaining(message);
	}

	private static @Nullable ModelPrice on(DatedPrice price, String day) {
		return price.on(LocalDate.parse(day).toEpochDay());
	}

	private static double usd(@Nullable ModelPrice price, LlmUsage usage) {
		return Dollars.usd(Objects.requireNonNull(price).cost(usage, LlmTier.STANDARD));
	}

}
