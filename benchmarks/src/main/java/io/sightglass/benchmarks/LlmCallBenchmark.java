package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does a call of a language model cost to measure: a request, its duration, and four
 * kinds of tokens?
 */
public class LlmCallBenchmark extends Question {

	@Benchmark
	public int micrometer(Micrometer micrometer, Turn turn) {
		MeterRegistry registry = micrometer.registry;
		Timer.Sample sample = Timer.start(registry);
		int i = turn.next();
		count(registry, "input", i);
		count(registry, "output", 2L * i);
		count(registry, "cache_read", 1);
		count(registry, "reasoning", 1);
		registry
			.counter("requests", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "outcome", "success")
			.increment();
		sample.stop(registry.timer("took", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "outcome",
				"success"));
		return i;
	}

	private static void count(MeterRegistry registry, String type, long tokens) {
		registry.counter("tokens", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "type", type)
			.increment(tokens);
	}

	@Benchmark
	public int sightglass(Sightglass sightglass, Turn turn) {
		return call(sightglass.meters, "gpt-5-mini", turn, false);
	}

	@Benchmark
	public int sightglassStreamed(Sightglass sightglass, Turn turn) {
		return call(sightglass.meters, "gpt-5-mini", turn, true);
	}

	@Benchmark
	public int sightglassUnpriced(Sightglass sightglass, Turn turn) {
		return call(sightglass.meters, "a-model-of-our-own", turn, false);
	}

	@Benchmark
	public int sightglassWithBudget(WithBudget sightglass, Turn turn) {
		return call(sightglass.meters, "gpt-5-mini", turn, false);
	}

	private static int call(LlmMeters meters, String model, Turn turn, boolean streamed) {
		try (LlmCall call = meters.start("openai", model, "chat")) {
			int i = turn.next();
			if (streamed) {
				call.streamed();
				call.firstToken();
			}
			call.usage(i, 2L * i, 1, 0, 1);
			call.done();
			return i;
		}
	}

	@Benchmark
	public long nanoTime() {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
	}

	/** The starter's meters, with the prices that it brings. */
	public static class Sightglass extends Side.Starter {

		private final LlmMeters meters = this.application.bean(LlmMeters.class);

	}

	/** The same, which may spend a sum a day and a month. */
	public static class WithBudget extends Side.Starter {

		private final LlmMeters meters = this.application.bean(LlmMeters.class);

		/** A budget that no benchmark spends. */
		public WithBudget() {
			super("--sightglass.llm.budget.daily-usd=1000000000", "--sightglass.llm.budget.monthly-usd=1000000000");
		}

	}

	/** Meters of one's own, in the stock application. */
	public static class Micrometer extends Side.Stock {

	}

}
