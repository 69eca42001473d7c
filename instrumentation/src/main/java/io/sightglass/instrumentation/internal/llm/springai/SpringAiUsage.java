package io.sightglass.instrumentation.internal.llm.springai;

import java.util.Set;

import io.sightglass.meters.llm.internal.name.ProviderName;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Spring AI passes each provider's own counts on; this gives them one meaning. What it
 * has no place for it leaves in the usage of the provider's own library.
 */
final class SpringAiUsage {

	// Their input counts no cached token; everybody else's does.
	private static final Set<String> CACHE_BESIDE_INPUT = Set.of("anthropic", "aws.bedrock");

	// Their completion counts no thought; everybody else's does.
	private static final Set<String> THOUGHT_BESIDE_OUTPUT = Set.of("gcp.gemini", "gcp.vertex_ai", "gcp.gen_ai");

	private SpringAiUsage() {
	}

	static LlmUsage of(String provider, @Nullable Usage usage) {
		if (usage == null) {
			return LlmUsage.NONE;
		}
		LlmUsage counted = counted(ProviderName.of(provider), usage);
		Object own = usage.getNativeUsage();
		if (!counted.isPossible() || own == null) {
			return counted;
		}
		return switch (library(own)) {
			case "openai" -> OpenAiUsage.addTo(counted, own);
			case "anthropic" -> AnthropicUsage.addTo(counted, own);
			case "google" -> GoogleUsage.addTo(counted, own);
			default -> counted;
		};
	}

	/**
	 * By which of its prices the provider says that it bills.
	 * @param usage the usage
	 * @return the tier, or {@code null} where the usage does not tell
	 */
	static @Nullable LlmTier tier(@Nullable Usage usage) {
		Object own = (usage != null) ? usage.getNativeUsage() : null;
		if (own == null) {
			return null;
		}
		return switch (library(own)) {
			case "anthropic" -> AnthropicUsage.tier(own);
			case "google" -> GoogleUsage.tier(own);
			default -> null;
		};
	}

	static boolean isGoogle(String provider) {
		return THOUGHT_BESIDE_OUTPUT.contains(ProviderName.of(provider));
	}

	private static LlmUsage counted(String provider, Usage usage) {
		long input = orZero(usage.getPromptTokens());
		long output = orZero(usage.getCompletionTokens());
		long read = orZero(usage.getCacheReadInputTokens());
		long write = orZero(usage.getCacheWriteInputTokens());
		if (CACHE_BESIDE_INPUT.contains(provider)) {
			return LlmUsage.exclusive(input, output, read, write);
		}
		LlmUsage inclusive = LlmUsage.inclusive(input, output, read, write, 0);
		if (!THOUGHT_BESIDE_OUTPUT.contains(provider) || !inclusive.isPossible()) {
			return inclusive;
		}
		return inclusive.with(LlmUnit.REASONING, orZero(usage.getTotalTokens()) - input - output);
	}

	// Less than none cannot be, and is more than can be.
	private static long orZero(@Nullable Number number) {
		long count = (number != null) ? number.longValue() : 0;
		return (count < 0) ? Long.MAX_VALUE : count;
	}

	// By name, so that no class is looked for whose library is absent.
	private static String library(Object own) {
		String name = own.getClass().getName();
		if (name.startsWith("com.google.genai.")) {
			return "google";
		}
		return name.startsWith("com.openai.") ? "openai" : name.startsWith("com.anthropic.") ? "anthropic" : "";
	}

	/**
	 * Tells a part of one unit apart, as much of it as there is.
	 * @param usage the usage
	 * @param from the unit that has the part
	 * @param to the part's own unit
	 * @param amount how much it is
	 * @return the usage with the part in its own unit
	 */
	static LlmUsage apart(LlmUsage usage, LlmUnit from, LlmUnit to, long amount) {
		long moved = Math.max(0, Math.min(amount, usage.of(from)));
		return (moved > 0) ? usage.with(from, usage.of(from) - moved).with(to, usage.of(to) + moved) : usage;
	}

}
