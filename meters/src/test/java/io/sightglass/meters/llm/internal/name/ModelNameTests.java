package io.sightglass.meters.llm.internal.name;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ModelNameTests {

	@ParameterizedTest
	@CsvSource({ "gpt-5-mini, gpt-5-mini", "gpt-4o-2024-08-06, gpt-4o", "GPT-4o, gpt-4o",
			"claude-sonnet-4-5-20250929, claude-sonnet-4-5", "mistral-large-latest, mistral-large",
			"us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
			"us.anthropic.claude-opus-4-6-v1, claude-opus-4-6", "deepseek-v3, deepseek-v3", "claude-v2, claude-v2",
			"anthropic.claude-opus-4-8, claude-opus-4-8", "amazon.nova-micro-v1:0, nova-micro",
			"models/gemini-2.5-flash, gemini-2.5-flash",
			"meta-llama/llama-4-scout-17b-16e-instruct, llama-4-scout-17b-16e-instruct",
			"ft:gpt-4o-mini-2024-07-18:acme::BxYz, ft:gpt-4o-mini", "claude-haiku-4-5@20251001, claude-haiku-4-5",
			"arn:aws:bedrock:us-east-1:123456789012:foundation-model/anthropic.claude-opus-4-8, claude-opus-4-8",
			"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-8, claude-opus-4-8",
			"arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123, provisioned-model",
			"llama3.1:8b, llama3.1:8b", "cohere.embed-v4:0, embed-v4", "anthropic.claude-v2:1, claude-v2",
			"amazon.titan-embed-text-v2:0, titan-embed-text-v2", "cohere.rerank-v3-5:0, rerank-v3-5",
			"anthropic.claude-3-5-sonnet-20241022-v2:0, claude-3-5-sonnet", "openai.gpt-oss-120b-1:0, gpt-oss-120b",
			"deepseek-v4-pro, deepseek-v4-pro", "command-r-08-2024, command-r" })
	void keepsTheModelAndDropsTheRest(String raw, String name) {
		assertThat(ModelName.of(raw)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "OPEN_AI, openai", "openai, openai", "bedrock_converse, aws.bedrock", "google_genai, gcp.gemini",
			"GOOGLE_AI_GEMINI, gcp.gemini", "azure-openai, azure.ai.openai", "mistral_ai, mistral_ai",
			"ollama, ollama" })
	void spellsProvidersAlike(String raw, String name) {
		assertThat(ProviderName.of(raw)).isEqualTo(name);
	}

	@Test
	void nothingStaysNothing() {
		assertThat(ModelName.of(null)).isEmpty();
		assertThat(ProviderName.of(null)).isEmpty();
	}

}
