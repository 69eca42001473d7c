package io.sightglass.dashboards.prices;

import java.util.Locale;
import java.util.Map;

/**
 * The names of a list of others, as measured calls have them.
 */
final class ListedNames {

	private static final Map<String, String> PROVIDERS = Map.ofEntries(Map.entry("text-completion-openai", "openai"),
			Map.entry("azure", "azure.ai.openai"), Map.entry("azure_text", "azure.ai.openai"),
			Map.entry("azure_ai", "azure.ai.inference"), Map.entry("bedrock", "aws.bedrock"),
			Map.entry("bedrock_converse", "aws.bedrock"), Map.entry("bedrock_mantle", "aws.bedrock"),
			Map.entry("gemini", "gcp.gemini"), Map.entry("palm", "gcp.gemini"), Map.entry("mistral", "mistral_ai"),
			Map.entry("xai", "x_ai"), Map.entry("moonshot", "moonshot_ai"), Map.entry("cohere_chat", "cohere"),
			Map.entry("watsonx", "ibm.watsonx.ai"), Map.entry("text-completion-inception", "inception"),
			Map.entry("text-completion-codestral", "mistral_ai"), Map.entry("codestral", "mistral_ai"),
			Map.entry("fireworks_ai-embedding-models", "fireworks_ai"));

	private ListedNames() {
	}

	static String provider(String listed) {
		String name = listed.strip().toLowerCase(Locale.ROOT);
		return name.startsWith("vertex_ai") ? "gcp.vertex_ai" : PROVIDERS.getOrDefault(name, name);
	}

	static String model(String provider, String listed) {
		String name = listed.strip().toLowerCase(Locale.ROOT);
		return (provider.startsWith("vertex_ai") && name.startsWith("vertex_ai/"))
				? name.substring("vertex_ai/".length()) : name;
	}

	/**
	 * Whether a name is that of capacity that is paid by the hour, not by the call.
	 * @param model the model's name
	 * @return whether calls of it have no price
	 */
	static boolean isReserved(String model) {
		return model.contains("-commitment/") || model.startsWith("*/");
	}

}
