package io.sightglass.instrumentation.internal.llm.langchain4j;

import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUnit;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Gives the token usages of LangChain4j's providers one meaning. Their classes are in
 * libraries of their own and are asked by their accessors' names.
 */
final class LangChain4jUsage {

	private LangChain4jUsage() {
	}

	static LlmUsage of(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
		if (usage == null) {
			return LlmUsage.NONE;
		}
		long input = number(usage.inputTokenCount());
		long output = number(usage.outputTokenCount());
		if (has(usage, "cacheReadInputTokens")) {
			return LlmUsage.exclusive(input, output, number(ask(usage, "cacheReadInputTokens")),
					number(ask(usage, written(usage))));
		}
		LlmUsage inclusive = LlmUsage.inclusive(input, output, cached(usage), 0, reasoning(usage));
		return (has(usage, "cachedContentTokenCount") && inclusive.isPossible())
				? beside(inclusive, number(usage.totalTokenCount()) - input - output, ask(usage, "thoughtsTokenCount"))
				: inclusive;
	}

	/**
	 * The usage of embeddings, all of whose tokens are input. Voyage tells their sum.
	 * @param usage LangChain4j's usage
	 * @return the usage
	 */
	static LlmUsage embedded(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
		LlmUsage told = of(usage);
		return (usage != null && told.isEmpty()) ? LlmUsage.inclusive(number(usage.totalTokenCount()), 0, 0, 0, 0)
				: told;
	}

	/**
	 * By which of its prices the provider says that it bills.
	 * @param answer what is known of the answer
	 * @return the tier, or {@code null} where nothing tells
	 */
	static @Nullable LlmTier tier(@Nullable Object answer) {
		Object tier = (answer != null) ? ask(answer, "serviceTier") : null;
		return (tier != null) ? LlmTier.of(tier.toString()) : null;
	}

	private static String written(Object usage) {
		return has(usage, "cacheCreationInputTokens") ? "cacheCreationInputTokens" : "cacheWriteInputTokens";
	}

	private static long cached(Object usage) {
		Object details = ask(usage, "inputTokensDetails");
		return number((details != null) ? ask(details, "cachedTokens") : ask(usage, "cachedContentTokenCount"));
	}

	private static long reasoning(Object usage) {
		Object details = ask(usage, "outputTokensDetails");
		return number((details != null) ? ask(details, "reasoningTokens") : null);
	}

	// Gemini counts what was thought beside the output, and what tools added beside the
	// input. Only the total shows the latter, and in some versions the former.
	private static LlmUsage beside(LlmUsage usage, long others, @Nullable Object thought) {
		long thoughts = (thought != null) ? number(thought) : others;
		long tools = Math.max(0, others - thoughts);
		return usage.with(LlmUnit.REASONING, thoughts).with(LlmUnit.INPUT, usage.input() + tools);
	}

	private static boolean has(Object usage, String accessor) {
		try {
			usage.getClass().getMethod(accessor);
			return true;
		}
		catch (NoSuchMethodException | LinkageError ex) {
			return false;
		}
	}

	static @Nullable Object ask(Object target, String accessor) {
		try {
			return target.getClass().getMethod(accessor).invoke(target);
		}
		catch (Throwable ignored) {
			return null;
		}
	}

	// Less than none cannot be, and is more than can be.
	private static long number(@Nullable Object value) {
		long count = (value instanceof Number number) ? number.longValue() : 0;
		return (count < 0) ? Long.MAX_VALUE : count;
	}

}
