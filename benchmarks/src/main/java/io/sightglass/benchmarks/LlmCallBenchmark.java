package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.clock.CoarseClock;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.price.PriceBook;
import io.sightglass.registry.Instruments;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a call of a language model cost to measure: a request, its duration, and four
 * kinds of tokens?
 */
public class LlmCallBenchmark extends Question {

	private final CoarseClock clock = new CoarseClock();

	private final LlmMeters sightglass = LlmMeters.of(new Instruments(Peers.sightglass(this.clock)), PriceBook.EMPTY);

	private final MeterRegistry micrometer = Peers.micrometer();

	@TearDown
	public void close() {
		this.clock.close();
	}

	@Benchmark
	public int micrometer(Turn turn) {
		Timer.Sample sample = Timer.start(this.micrometer);
		int i = turn.next();
		count("input", i);
		count("output", 2L * i);
		count("cache_read", 1);
		count("reasoning", 1);
		this.micrometer
			.counter("requests", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "outcome", "success")
			.increment();
		sample.stop(this.micrometer.timer("took", "provider", "openai", "model", "gpt-5-mini", "operation", "chat",
				"outcome", "success"));
		return i;
	}

	private void count(String type, long tokens) {
		this.micrometer
			.counter("tokens", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "type", type)
			.increment(tokens);
	}

	@Benchmark
	public int sightglass(Turn turn) {
		try (LlmCall call = this.sightglass.call("openai", "gpt-5-mini", "chat")) {
			int i = turn.next();
			call.usage(i, 2L * i, 1, 0, 1);
			call.success();
			return i;
		}
	}

	@Benchmark
	public long nanoTime() {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
	}

}
