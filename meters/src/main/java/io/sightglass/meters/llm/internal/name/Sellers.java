package io.sightglass.meters.llm.internal.name;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.sightglass.registry.internal.text.Typos;
import org.jspecify.annotations.Nullable;

/**
 * Who sells the models of whom. One that makes models has one price for each; clouds sell
 * those of others, and a name that nobody knows is most likely a proxy in front of a
 * maker.
 */
public final class Sellers {

	/** Those who make models, and sell them under their own names. */
	public static final List<String> MAKERS = List.of("openai", "anthropic", "gcp.gemini", "mistral_ai", "x_ai",
			"deepseek", "cohere", "moonshot_ai", "perplexity", "dashscope", "zai", "minimax", "ai21", "voyage",
			"amazon_nova", "elevenlabs", "deepgram", "assemblyai", "stability", "black_forest_labs", "recraft",
			"runwayml", "inception");

	// The cloud's own other name comes first.
	private static final Map<String, List<String>> CLOUDS = Map.of("azure.ai.openai",
			List.of("azure.ai.inference", "openai"), "azure.ai.inference", List.of("azure.ai.openai", "openai"),
			"gcp.vertex_ai", List.of("gcp.gemini"), "gcp.gen_ai", List.of("gcp.gemini", "gcp.vertex_ai"), "gcp.gemini",
			List.of("gcp.vertex_ai"), "aws.bedrock", List.of());

	private static final Set<String> LOCAL = Set.of("ollama", "vllm", "llama.cpp", "llama_cpp", "llamacpp", "lm_studio",
			"lm-studio", "lmstudio", "localai", "local_ai", "local-ai", "jlama", "gpullama3", "docker_model_runner",
			"sglang", "tgi", "transformers", "onnx", "xinference", "local");

	// Each has prices of its own for models of others.
	private static final Set<String> HOSTS = Set.of("aiml", "anyscale", "apiserpent", "aws_polly", "baseten",
			"cerebras", "cloudflare", "crusoe", "darkbloom", "databricks", "dataforseo", "deepinfra", "exa_ai",
			"fal_ai", "firecrawl", "fireworks_ai", "friendliai", "github_copilot", "gmi", "google_pse", "gradient_ai",
			"groq", "hyperbolic", "ibm.watsonx.ai", "jina_ai", "lambda_ai", "libertai", "linkup", "llamagate", "meta",
			"morph", "nebius", "nlp_cloud", "novita", "nscale", "oci", "ovhcloud", "parallel_ai", "pinstripes",
			"replicate", "sambanova", "scaleway", "serper", "snowflake", "soniox", "tavily", "tencent", "tensormesh",
			"together_ai", "v0", "volcengine", "wandb");

	private static final Set<String> GATEWAYS = Set.of("openrouter", "vercel_ai_gateway", "litellm");

	private static final int MOST_WRONG = 2;

	// What a path in front of a model's name says of its maker.
	private static final Map<String, String> PATHS = Map.ofEntries(Map.entry("google", "gcp.gemini"),
			Map.entry("gemini", "gcp.gemini"), Map.entry("mistralai", "mistral_ai"), Map.entry("mistral", "mistral_ai"),
			Map.entry("x-ai", "x_ai"), Map.entry("xai", "x_ai"), Map.entry("moonshotai", "moonshot_ai"),
			Map.entry("moonshot", "moonshot_ai"), Map.entry("qwen", "dashscope"), Map.entry("alibaba", "dashscope"),
			Map.entry("z-ai", "zai"), Map.entry("zai-org", "zai"), Map.entry("minimaxai", "minimax"));

	private Sellers() {
	}

	/**
	 * Whose prices a cloud's are where it has none of its own.
	 * @param provider the provider's common name
	 * @return other names, the nearest first
	 */
	public static List<String> insteadOf(String provider) {
		return CLOUDS.getOrDefault(provider, List.of());
	}

	/**
	 * Whether a provider passes calls on to whoever makes the model.
	 * @param provider the provider's common name
	 * @return whether it is a cloud, a gateway, or not known at all
	 */
	public static boolean passesOn(String provider) {
		return CLOUDS.containsKey(provider) || !(LOCAL.contains(provider) || isKnown(provider));
	}

	public static boolean isKnown(String provider) {
		return MAKERS.contains(provider) || HOSTS.contains(provider);
	}

	/**
	 * The known provider that was most likely meant by a name that nobody has.
	 * @param provider what was written, in its common spelling
	 * @return the nearest name, or {@code null} where none is near or the name is known
	 */
	public static @Nullable String meant(String provider) {
		Set<String> known = new TreeSet<>(MAKERS);
		known.addAll(HOSTS);
		known.addAll(CLOUDS.keySet());
		known.addAll(LOCAL);
		known.addAll(GATEWAYS);
		return known.contains(provider) ? null
				: known.stream()
					.filter((name) -> name.length() > MOST_WRONG * 2 && Typos.between(provider, name) <= MOST_WRONG)
					.min(Comparator.comparingInt((name) -> Typos.between(provider, name)))
					.orElse(null);
	}

	/**
	 * The maker that the path in front of a model's name says.
	 * @param model a model such as {@code openai/gpt-4o}
	 * @return the maker, or null where none is said
	 */
	public static @Nullable String maker(String model) {
		int slash = model.indexOf('/');
		if (slash <= 0) {
			return null;
		}
		String path = model.substring(0, slash);
		String maker = PATHS.getOrDefault(path, path);
		return MAKERS.contains(maker) ? maker : null;
	}

}
