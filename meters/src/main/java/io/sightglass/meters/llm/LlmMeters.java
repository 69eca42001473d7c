package io.sightglass.meters.llm;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.internal.PerRegistry;
import io.sightglass.meters.llm.price.PriceBook;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls of language models.
 *
 * <pre>
 * try (LlmCall call = meters.call("openai", "gpt-5-mini", "chat")) {
 *     Answer answer = client.ask(question);
 *     call.usage(LlmUsage.inclusive(answer.prompt(), answer.completion(), answer.cached(), 0, 0));
 *     call.success();
 * }
 * </pre>
 *
 * <pre>
 * llm_requests_total{model="gpt-5-mini",operation="chat",outcome="success",provider="openai",streaming="false"} 1.0
 * llm_tokens_total{model="gpt-5-mini",operation="chat",provider="openai",type="input"} 60.0
 * llm_cost_usd_total{model="gpt-5-mini",operation="chat",provider="openai"} 1.16E-4
 * </pre>
 */
public interface LlmMeters {

	/** Measures nothing. */
	LlmMeters NONE = new LlmMeters() {
	};

	/**
	 * LLM meters of a registry, under the catalogue's own names, with the prices that
	 * Sightglass ships and no budget; those that there are already, where there are.
	 * @param registry where they go
	 * @return the same for the same registry
	 */
	static LlmMeters in(MeterRegistry registry) {
		return PerRegistry.get(registry, LlmMeters.class, () -> {
			Instruments instruments = new Instruments(registry);
			return new MicrometerLlmMeters(instruments, PriceBook.shipped(), Budget.none(instruments),
					LlmLimits.DEFAULT, LlmConventions.SIGHTGLASS);
		});
	}

	/**
	 * Meters behind instruments.
	 * @param instruments where meters are made
	 * @param prices the price of each model
	 * @param budget what may be spent
	 * @return the meters
	 */
	static LlmMeters in(Instruments instruments, PriceBook prices, Budget budget) {
		return in(instruments, prices, budget, LlmLimits.DEFAULT);
	}

	/**
	 * Meters behind instruments, with limits of the caller's own.
	 * @param instruments where meters are made
	 * @param prices the price of each model
	 * @param budget what may be spent
	 * @param limits how many providers, models, operations and tools are kept apart
	 * @return the meters
	 */
	static LlmMeters in(Instruments instruments, PriceBook prices, Budget budget, LlmLimits limits) {
		return in(instruments, prices, budget, limits, LlmConventions.SIGHTGLASS);
	}

	/**
	 * Meters behind instruments, under names of the caller's choice.
	 * @param instruments where meters are made
	 * @param prices the price of each model
	 * @param budget what may be spent
	 * @param limits how many providers, models, operations and tools are kept apart
	 * @param conventions by whose names calls are shown
	 * @return the meters
	 */
	static LlmMeters in(Instruments instruments, PriceBook prices, Budget budget, LlmLimits limits,
			LlmConventions conventions) {
		return PerRegistry.offer(instruments.registry(), LlmMeters.class,
				new MicrometerLlmMeters(instruments, prices, budget, limits, conventions));
	}

	/**
	 * Meters behind instruments, without a budget.
	 * @param instruments where meters are made
	 * @param prices the price of each model
	 * @return the meters
	 */
	static LlmMeters in(Instruments instruments, PriceBook prices) {
		return in(instruments, prices, Budget.none(instruments));
	}

	/**
	 * A call begins now.
	 * @param provider who runs the model, such as {@code openai}
	 * @param model the model's name as the request writes it, or {@code null} where only
	 * the answer will tell
	 * @param operation what is asked for: {@code chat}, {@code embeddings},
	 * {@code image}...
	 * @return the call, to be ended
	 */
	default LlmCall start(@Nullable String provider, @Nullable String model, @Nullable String operation) {
		return LlmCall.NONE;
	}

	/**
	 * Counts a tool call outside any call.
	 * @param tool the tool's name
	 * @param outcome how it ended
	 */
	default void toolCall(@Nullable String tool, Outcome outcome) {
	}

	/**
	 * Counts an attempt after the first one, where the call itself is out of reach.
	 * @param provider who runs the model
	 * @param model the model's name
	 */
	default void retried(@Nullable String provider, @Nullable String model) {
	}

}
