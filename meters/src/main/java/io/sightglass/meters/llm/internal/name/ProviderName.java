package io.sightglass.meters.llm.internal.name;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A provider's name as OpenTelemetry spells it, whoever wrote it: {@code OPEN_AI},
 * {@code bedrock_converse} and {@code google_genai} become {@code openai},
 * {@code aws.bedrock} and {@code gcp.gemini}.
 */
public final class ProviderName {

	private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("open_ai", "openai"),
			Map.entry("openai_official", "openai"), Map.entry("openai_sdk", "openai"),
			Map.entry("bedrock", "aws.bedrock"), Map.entry("amazon_bedrock", "aws.bedrock"),
			Map.entry("bedrock_converse", "aws.bedrock"), Map.entry("aws_bedrock", "aws.bedrock"),
			Map.entry("google_genai", "gcp.gemini"), Map.entry("google_ai_gemini", "gcp.gemini"),
			Map.entry("google_genai_ai", "gcp.gemini"), Map.entry("gemini", "gcp.gemini"),
			Map.entry("vertex_ai", "gcp.vertex_ai"), Map.entry("vertexai", "gcp.vertex_ai"),
			Map.entry("vertex", "gcp.vertex_ai"), Map.entry("google", "gcp.gemini"), Map.entry("claude", "anthropic"),
			Map.entry("azureopenai", "azure.ai.openai"), Map.entry("jina", "jina_ai"), Map.entry("voyageai", "voyage"),
			Map.entry("voyage_ai", "voyage"), Map.entry("open_router", "openrouter"),
			Map.entry("deep_seek", "deepseek"), Map.entry("google_vertex_ai_gemini", "gcp.vertex_ai"),
			Map.entry("vertex_ai_gemini", "gcp.vertex_ai"), Map.entry("azure", "azure.ai.openai"),
			Map.entry("azure_openai", "azure.ai.openai"), Map.entry("azure_open_ai", "azure.ai.openai"),
			Map.entry("grok", "x_ai"), Map.entry("deepseek_ai", "deepseek"), Map.entry("groqcloud", "groq"),
			Map.entry("mistral", "mistral_ai"), Map.entry("mistralai", "mistral_ai"), Map.entry("xai", "x_ai"),
			Map.entry("watsonx", "ibm.watsonx.ai"), Map.entry("watsonx_ai", "ibm.watsonx.ai"),
			Map.entry("moonshot", "moonshot_ai"), Map.entry("moonshotai", "moonshot_ai"),
			Map.entry("azure_ai", "azure.ai.inference"), Map.entry("azure_ai_inference", "azure.ai.inference"),
			Map.entry("google_vertex_ai_anthropic", "gcp.vertex_ai"), Map.entry("together", "together_ai"),
			Map.entry("togetherai", "together_ai"), Map.entry("fireworks", "fireworks_ai"));

	private ProviderName() {
	}

	/**
	 * The common spelling of a provider.
	 * @param raw what a client library calls it
	 * @return its name, or nothing where nothing came
	 */
	public static String of(@Nullable String raw) {
		if (raw == null) {
			return "";
		}
		String name = raw.strip().toLowerCase(Locale.ROOT);
		String underscored = name.replace('-', '_');
		return ALIASES.getOrDefault(underscored, ALIASES.containsValue(underscored) ? underscored : name);
	}

}
