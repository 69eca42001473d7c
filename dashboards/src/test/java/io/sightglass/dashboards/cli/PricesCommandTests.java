package io.sightglass.dashboards.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.PriceTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The community's list becomes a price file. The list is an excerpt of the real one, of
 * the entries with each kind of field.
 */
@Timeout(60)
class PricesCommandTests {

	@TempDir
	private Path directory;

	@Test
	void theCommunitysListBecomesAPriceFile() throws IOException {
		Path list = list("model_prices.json");
		Path out = this.directory.resolve("prices.csv");
		Run run = Run.of("prices", list.toString(), "--date", "2026-08-06", "--out", out.toString());
		assertThat(run.code()).isZero();
		assertThat(run.err()).contains("prices that cannot be: 1 models, such as wandb/deepseek-ai/deepseek-r1-0528")
			.contains("prices of reserved capacity: 1 models");
		assertThat(Files.readString(out)).startsWith("# date: 2026-08-06\n")
			.contains("\nprovider,model,unit,tier,context_over,usd,context_window\n")
			.contains("\ndashscope,qwen-plus-2025-07-28,input,,,0.4,997952\n")
			.contains("\nanthropic,claude-sonnet-4-5,cache_write_1h,,200000,12\n")
			.doesNotContain("wandb", "commitment", "sample_spec", "1024");
	}

	@ParameterizedTest
	@CsvSource({ "anthropic,claude-sonnet-4-5,INPUT,STANDARD,0,3",
			"anthropic,claude-sonnet-4-5,INPUT,STANDARD,200001,6",
			"anthropic,claude-sonnet-4-5,CACHE_WRITE_1H,STANDARD,200001,12",
			"anthropic,claude-sonnet-4-5,SEARCH,STANDARD,0,10000", "anthropic,claude-sonnet-4-5,SEARCH,BATCH,0,10000",
			"anthropic,claude-sonnet-4-5,CACHE_READ,BATCH,200001,0.3",
			"aws.bedrock,nova-2-pro-preview,AUDIO_INPUT,STANDARD,0,2.1875",
			"aws.bedrock,amazon.nova-2-pro-preview-20251202-v1:0,IMAGE_INPUT,BATCH,0,2.1875",
			"aiml,dall-e-3,IMAGE,STANDARD,0,52000", "openai,dall-e-3,IMAGE,STANDARD,0,40000",
			"dashscope,qwen-plus-2025-07-28,REASONING,STANDARD,0,4",
			"dashscope,qwen-plus-2025-07-28,REASONING,STANDARD,256001,12",
			"gcp.gemini,gemini-2.5-pro,INPUT,PRIORITY,200001,2.5", "gcp.gemini,gemini-2.5-pro,INPUT,BATCH,200001,1.25",
			"gcp.gemini,gemini-2.5-pro,CACHE_READ,BATCH,200001,0.25", "openai,gpt-5.4,CACHE_READ,FLEX,0,0.13",
			"openai,gpt-5.4,INPUT,FLEX,272001,2.5", "openai,gpt-5.4,CACHE_READ,BATCH,0,0.125",
			"openai,gpt-5.4,INPUT,PRIORITY,0,5", "openai,gpt-5.4,OUTPUT,BATCH,272001,11.25",
			"moonshot_ai,kimi-k2-0905-preview,OUTPUT,STANDARD,0,2.5",
			"gcp.vertex_ai,mistral-ocr-2505,PAGE,STANDARD,0,500", "openai,whisper-1,SECOND,STANDARD,0,100" })
	void eachFieldHasItsUnitTierAndLength(String provider, String model, LlmUnit unit, LlmTier tier, long prompt,
			double usdOfAMillion) throws IOException {
		Run run = Run.of("prices", list("model_prices.json").toString());
		PriceTable table = PriceTable.read(new StringReader(run.out()));
		String written = model.equals("nova-2-pro-preview") ? "amazon.nova-2-pro-preview-20251202-v1:0" : model;
		assertThat(Objects.requireNonNull(table.price(provider, written)).rate(unit, tier, prompt) / 1e6)
			.isEqualTo(usdOfAMillion);
	}

	@Test
	void factsOfACsvAreTakenAsWell() throws IOException {
		Path list = Files.writeString(this.directory.resolve("facts.csv"), """
				# facts
				provider,model,mode,unit,tier,context_over,usd
				xai,grok-9,chat,input,standard,,3
				xai,grok-9,chat,input,standard,200000,6
				xai,Grok-9,chat,output,flex,,7
				xai,grok-9,chat,input,standard,,2
				""");
		Files.setLastModifiedTime(list, FileTime.from(Instant.parse("2026-02-03T23:00:00Z")));
		Run run = Run.of("prices", list.toString());
		assertThat(run.out()).isEqualTo("""
				# date: 2026-02-03
				# USD of a million tokens, else of one unit; the tier is standard where none is said.
				provider,model,unit,tier,context_over,usd
				x_ai,grok-9,input,,,3
				x_ai,grok-9,input,,200000,6
				x_ai,grok-9,output,flex,,7
				""");
		assertThat(run.err()).contains("the higher one is taken: 1 models, such as x_ai/grok-9");
	}

	@Test
	void saysWhichFieldsItLeavesOut() throws IOException {
		Path list = Files.writeString(this.directory.resolve("fields.json"), """
				{"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6,
				"output_cost_per_token": "dear", "cache_read_input_token_cost": null,
				"code_interpreter_cost_per_session": 0.03, "max_tokens": 5},
				"n": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6,
				"code_interpreter_cost_per_session": 0.03}}
				""");
		Run run = Run.of("prices", list.toString());
		assertThat(run.out()).contains("\nopenai,m,input,,,1\n").doesNotContain("output", "session");
		assertThat(run.err()).isEqualToNormalizingNewlines("""
				Note: left out or changed, output, of which a price is no number: 1 models, such as openai/m
				Note: left out or changed, code_interpreter_cost_per_session: 2 models, such as openai/m, openai/n
				""");
	}

	@Test
	void ofTwoEntriesOfOneModelTheHigherPricesAreTaken() throws IOException {
		Path list = Files.writeString(this.directory.resolve("twice.json"), """
				{"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 9e-6},
				"n": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2e-6},
				"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-6},
				"n": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2e-6}}
				""");
		Run run = Run.of("prices", list.toString());
		assertThat(run.out()).contains("\nopenai,m,input,,,9\n", "\nopenai,n,input,,,2\n");
		assertThat(run.err()).contains("the higher one is taken: 1 models, such as openai/m");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{ | The list of prices is no JSON
					{} {} | The list of prices is no JSON
					{"m": {"input_cost_per_token": 1e-6, "input_cost_per_token": 9e-6}} | m has two of one field
					[1] | A list of facts begins with
					{} | at least one price
					{"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": "dear"}} | at least one price
					{"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-999999999}} | at most 60 digits
					{"m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": -1e-6}} | at least one price
					{"m": {"litellm_provider": 5, "input_cost_per_token": 1e-6}} | at least one price
					{"m\\n\\u001b[2J": {"litellm_provider": "x", "input_cost_per_token": 1e-6}} | at least one price
					""")
	void whatIsNoListIsRefused(String list, String message) throws IOException {
		Path file = Files.writeString(this.directory.resolve("list"), list);
		assertThat(Run.of("prices", file.toString()).failed(2)).contains(message).doesNotContain("\u001b[2J");
	}

	@Test
	void aListIsAFileOfBoundedSizeInUtf8() throws IOException {
		assertThat(Run.of("prices", this.directory.resolve("none").toString()).failed(1)).contains("no such file");
		assertThat(Run.of("prices", this.directory.toString()).failed(1)).contains("no regular file");
		Path large = this.directory.resolve("large");
		Files.write(large, new byte[33 * 1024 * 1024]);
		assertThat(Run.of("prices", large.toString()).failed(1)).contains("more than 33554432 bytes");
		Path latin = Files.write(this.directory.resolve("latin"),
				"{\"\u00e4\":1}".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(Run.of("prices", latin.toString()).failed(1)).contains("not written in UTF-8");
		Path deep = Files.writeString(this.directory.resolve("deep"), "{\"a\":".repeat(100_000));
		assertThat(Run.of("prices", deep.toString()).failed(2)).contains("no JSON");
		Run soon = Run.of("prices", "x", "--date", "soon");
		assertThat(soon.code()).isEqualTo(2);
		assertThat(soon.err()).contains("'--date': cannot convert 'soon'");
	}

	private Path list(String name) throws IOException {
		Path list = this.directory.resolve(name);
		try (InputStream resource = Objects.requireNonNull(PricesCommandTests.class.getResourceAsStream(name))) {
			Files.write(list, resource.readAllBytes());
		}
		return list;
	}

}
