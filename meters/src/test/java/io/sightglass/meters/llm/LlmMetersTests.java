package io.sightglass.meters.llm;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Outcome;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.meters.llm.price.PriceBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LlmMetersTests {

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final LlmMeters meters = LlmMeters.in(new Instruments(this.registry), PriceBook.shipped());

	@Test
	void measuresACallWhole() {
		LlmCall call = this.meters.start("OPEN_AI", "gpt-5-mini-2025-08-07", "chat");
		assertThat(value("llm.requests.active")).isEqualTo(1);
		this.clock.add(Duration.ofSeconds(2));
		call.usage(LlmUsage.inclusive(100, 50, 40, 0, 20));
		call.finish("stop");
		call.done();
		assertThat(value("llm.requests.active")).isZero();
		assertThat(value("llm.requests", "provider", "openai", "model", "gpt-5-mini", "operation", "chat", "outcome",
				"success", "streaming", "false"))
			.isEqualTo(1);
		assertThat(this.registry.get("llm.request.duration").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(value("llm.tokens", "type", "input")).isEqualTo(60);
		assertThat(value("llm.tokens", "type", "cache_read")).isEqualTo(40);
		assertThat(value("llm.tokens", "type", "output")).isEqualTo(30);
		assertThat(value("llm.tokens", "type", "reasoning")).isEqualTo(20);
		assertThat(value("llm.cost")).isEqualTo(0.000116);
		assertThat(value("llm.finishes", "reason", "stop")).isEqualTo(1);
	}

	@Test
	void measuresAStreamToItsFirstTokenAndBetweenTheOthers() {
		LlmCall call = this.meters.start("openai", "gpt-4o", "chat");
		this.clock.add(Duration.ofMillis(300));
		call.firstToken();
		this.clock.add(Duration.ofMillis(900));
		call.token();
		call.usage(10, 10, 0, 0, 0);
		call.done();
		assertThat(millis("llm.time.to.first.token")).isEqualTo(300);
		assertThat(millis("llm.time.per.output.token")).isEqualTo(100);
		assertThat(value("llm.requests", "streaming", "true")).isEqualTo(1);
	}

	@Test
	void endsOnceWhoeverEndsIt() throws InterruptedException {
		LlmCall call = this.meters.start("openai", "gpt-4o", "chat");
		Thread[] threads = new Thread[8];
		CountDownLatch go = new CountDownLatch(1);
		for (int i = 0; i < threads.length; i++) {
			Runnable end = Arrays
				.<Runnable>asList(call::done, call::cancelled, call::close, () -> call.failedFor(LlmError.SERVER))
				.get(i % 4);
			threads[i] = new Thread(() -> {
				try {
					go.await();
				}
				catch (InterruptedException ignored) {
					Thread.currentThread().interrupt();
				}
				end.run();
			});
			threads[i].start();
		}
		go.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.registry.find("llm.requests").counters()).hasSize(1);
		assertThat(value("llm.requests")).isEqualTo(1);
		assertThat(value("llm.requests.active")).isZero();
	}

	@Test
	void countsAClosedOneAsAbandonedUnlessItEnded() {
		try (LlmCall call = this.meters.start("openai", "gpt-4o", "chat")) {
			call.streamed();
		}
		try (LlmCall call = this.meters.start("openai", "gpt-4o", "chat")) {
			call.failedFor(LlmError.RATE_LIMIT);
		}
		assertThat(value("llm.requests", "outcome", "abandoned", "streaming", "true")).isEqualTo(1);
		assertThat(value("llm.requests", "outcome", "error")).isEqualTo(1);
		assertThat(value("llm.errors", "error", "rate_limit")).isEqualTo(1);
	}

	@Test
	void countsAForgottenOneAsAbandoned() throws InterruptedException {
		forget();
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (value("llm.requests.active") > 0 && System.nanoTime() < deadline) {
			System.gc();
			Thread.onSpinWait();
		}
		assertThat(value("llm.requests", "outcome", "abandoned")).isEqualTo(1);
		assertThat(value("llm.requests.active")).isZero();
	}

	@Test
	void neverTakesAnUnknownPriceForFree() {
		LlmCall call = this.meters.start("ollama", "my-own", "chat");
		call.usage(70, 30, 0, 0, 0);
		call.done();
		assertThat(value("llm.unpriced.tokens", "model", "my-own")).isEqualTo(100);
		assertThat(this.registry.find("llm.cost").tag("model", "my-own").meters()).isEmpty();
	}

	@Test
	void aBrokenPriceBookCostsThePriceOnly() {
		PriceBook broken = (provider, model) -> {
			throw new IllegalStateException("no prices today");
		};
		LlmCall call = LlmMeters.in(new Instruments(this.registry), broken).start("openai", "gpt-4o", "chat");
		call.usage(1, 2, 0, 0, 0);
		call.done();
		assertThat(value("llm.requests", "outcome", "success")).isEqualTo(1);
		assertThat(value("llm.unpriced.tokens")).isEqualTo(3);
		assertThat(value("sightglass.failures", "family", "llm")).isEqualTo(1);
	}

	@Test
	void learnsTheModelFromTheAnswer() {
		LlmCall call = this.meters.start("openai", null, "chat");
		call.model("gpt-4o");
		call.model("gpt-5");
		assertThat(value("llm.requests.active", "model", "none")).isZero();
		assertThat(value("llm.requests.active", "model", "gpt-4o")).isEqualTo(1);
		call.done();
		assertThat(value("llm.requests", "model", "gpt-4o")).isEqualTo(1);
	}

	@Test
	void boundsModelsAndStillPricesThem() {
		for (int i = 0; i < 100; i++) {
			this.meters.start("openai", "stranger" + i, "chat").done();
		}
		LlmCall call = this.meters.start("openai", "gpt-4o", "chat");
		call.usage(1_000_000, 0, 0, 0, 0);
		call.done();
		assertThat(value("llm.cost", "model", "other")).isEqualTo(2.5);
		assertThat(value("sightglass.series.folded", "meter", "llm.requests", "tag", "model")).isEqualTo(1);
	}

	@Test
	void countsToolsRetriesAndStrangeFinishes() {
		LlmCall call = this.meters.start("anthropic", "claude-haiku-4-5", "chat");
		call.retried();
		call.toolCall("weather", Outcome.SUCCESS);
		call.toolCall("weather", Outcome.ERROR);
		call.finish("the user's secret");
		call.done();
		assertThat(value("llm.retries", "model", "claude-haiku-4-5")).isEqualTo(1);
		assertThat(value("llm.tool.calls", "tool", "weather", "outcome", "error")).isEqualTo(1);
		assertThat(value("llm.finishes", "reason", "other")).isEqualTo(1);
	}

	@Test
	void hearsNothingMoreOfACallThatHasEnded() {
		LlmCall call = this.meters.start("anthropic", "claude-haiku-4-5", "chat");
		call.retried();
		call.done();
		call.retried();
		call.toolCall("late", Outcome.SUCCESS);
		call.failedFor(LlmError.TIMEOUT);
		assertThat(value("llm.retries", "model", "claude-haiku-4-5")).isEqualTo(1);
		assertThat(this.registry.find("llm.tool.calls").meter()).isNull();
		assertThat(this.registry.find("llm.errors").meter()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o, gpt-4o-2024-08-06, none", "gpt-4o-2024-05-13, gpt-4o-2024-08-06, gpt-4o-2024-08-06",
			"claude-3-5-haiku-latest, claude-3-5-haiku-20241022, none",
			"us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5-20250929, none",
			"openai/gpt-5, gpt-5-mini, gpt-5-mini", "gpt-4, gpt-4-0613, none",
			"gpt-3.5-turbo, gpt-3.5-turbo-0125, none", "gpt-4-0613, gpt-4-0125, gpt-4-0125",
			"gpt-4, gpt-4-32k, gpt-4-32k", "grok-4, grok-4-0709, none",
			"mistral-large-latest, mistral-large-2411, none", "gemini-2.0-flash, gemini-2.0-flash-001, none",
			"claude-sonnet-4-0, claude-sonnet-4-20250514, none", "llama3.2, llama3.2:latest, none",
			"llama3.2, llama3.2:70b, llama3.2:70b", "gemini-flash-latest, gemini-3-flash-preview, none",
			"openrouter/auto, anthropic/claude-opus-4.8, none", "openai/gpt-4o:nitro, openai/gpt-4o, none" })
	void countsAnswersOfAnotherModel(String asked, String answered, String another) {
		LlmCall call = this.meters.start("openai", asked, "chat");
		call.model(answered);
		call.done();
		LlmCall deployment = this.meters.start("azure", "our-deployment", "chat");
		deployment.model(answered);
		deployment.done();
		if (another.equals("none")) {
			assertThat(this.registry.find("llm.drifts").meter()).isNull();
		}
		else {
			assertThat(value("llm.drifts", "provider", "openai", "answered", another)).isEqualTo(1);
		}
	}

	@Test
	void showsWhatAProviderStillAllows() {
		LlmCall call = this.meters.start("openai", "gpt-4o", "chat");
		call.remaining(LlmLimit.TOKENS, 1000, Duration.ofSeconds(60));
		call.remaining(LlmLimit.REQUESTS, -1, Duration.ofSeconds(-1));
		call.remaining(LlmLimit.REQUESTS, 7, null);
		call.done();
		call.remaining(LlmLimit.TOKENS, 1, null);
		assertThat(value("llm.limit.remaining", "type", "tokens")).isEqualTo(1000);
		assertThat(value("llm.limit.remaining", "type", "requests")).isEqualTo(7);
		this.clock.add(Duration.ofSeconds(20));
		assertThat(value("llm.limit.reset", "type", "tokens")).isEqualTo(40);
		this.clock.add(Duration.ofSeconds(50));
		assertThat(value("llm.limit.reset", "type", "tokens")).isZero();
		assertThat(this.registry.find("llm.limit.reset").tag("type", "requests").meter()).isNull();
		this.meters.start("openai", "gpt-4o", "chat")
			.remaining(LlmLimit.REQUESTS, 7, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(value("llm.limit.reset", "type", "requests")).isGreaterThan(1e6);
	}

	@Test
	void whatACacheSavesIsTheDifferenceToTheInput() {
		LlmCall call = this.meters.start("openai", "gpt-5-mini", "chat");
		call.usage(LlmUsage.inclusive(1_000_000, 0, 1_000_000, 0, 0));
		call.done();
		assertThat(value("llm.cost")).isEqualTo(0.025);
		assertThat(value("llm.cache.saved", "model", "gpt-5-mini")).isEqualTo(0.225);
	}

	@Test
	void promptsTakeAShareOfTheContextWindow() {
		for (String operation : new String[] { "chat", "embeddings" }) {
			LlmCall call = this.meters.start("openai", "gpt-5-mini", operation);
			call.usage(LlmUsage.inclusive(300_000, 500, 100_000, 0, 0));
			call.cost(0.1);
			call.done();
		}
		DistributionSummary used = this.registry.get("llm.context.used").tags("model", "gpt-5-mini").summary();
		assertThat(used.count()).isOne();
		assertThat(used.totalAmount()).isEqualTo(0.75);
		assertThat(used.takeSnapshot().histogramCounts()).extracting(CountAtBucket::bucket)
			.containsExactly(0.1, 0.25, 0.5, 0.75, 0.9, 1.0);
	}

	@Test
	void aProvidersOwnCostIsWhatCounts() {
		for (double usd : new double[] { Double.NaN, Double.POSITIVE_INFINITY, -1 }) {
			LlmCall wrong = this.meters.start("openrouter", "openai/gpt-5-mini", "chat");
			wrong.cost(usd);
			wrong.done();
		}
		LlmCall call = this.meters.start("openrouter", "openai/gpt-5-mini", "chat");
		call.usage(LlmUsage.inclusive(1_000_000, 0, 0, 0, 0));
		call.cost(0.125);
		call.done();
		assertThat(value("llm.cost", "provider", "openrouter")).isEqualTo(0.125);
	}

	private void forget() {
		this.meters.start("openai", "gpt-4o", "chat").streamed();
	}

	private double value(String name, String... tags) {
		return this.registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
	}

	private double millis(String name) {
		return this.registry.get(name).timer().totalTime(TimeUnit.MILLISECONDS);
	}

}
