package io.sightglass.instrumentation.internal.llm.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmLimit;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.meters.llm.price.PriceBook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTests {

	private final List<String> told = new ArrayList<>();

	private final LlmCall call = new LlmCall() {
		@Override
		public void remaining(LlmLimit limit, long remaining, @Nullable Duration reset) {
			RateLimitsTests.this.told.add(limit + " " + remaining + " " + reset);
		}
	};

	@ParameterizedTest
	@CsvSource({ "6m0s, PT6M", "1s, PT1S", "20ms, PT0.02S", "2m59.56s, PT2M59.56S", "1h30m, PT1H30M", "6, PT6S",
			"0.5, PT0.5S", "12ns, PT0S", "1d, PT24H", "soon, null", "5 minutes, null", "-1s, null" })
	void readsPeriods(String reset, String period) {
		RateLimits.tell(this.call,
				Map.of("x-ratelimit-remaining-tokens", "10", "x-ratelimit-reset-tokens", reset)::get);
		assertThat(this.told).containsExactly("TOKENS 10 " + period);
	}

	@Test
	void readsTimesByTheProvidersClock() {
		Map<String, String> headers = Map.of("anthropic-ratelimit-input-tokens-remaining", "29000",
				"anthropic-ratelimit-input-tokens-reset", "2026-08-06T12:00:30Z", "Date",
				"Thu, 06 Aug 2026 12:00:00 GMT");
		RateLimits.tell(this.call, headers::get);
		assertThat(this.told).containsExactly("INPUT_TOKENS 29000 PT30S");
	}

	// OpenRouter's are milliseconds since 1970, those of others seconds.
	@ParameterizedTest
	@CsvSource({ "1786017630000, PT30S", "1786017630, PT30S", "1786017630.5, PT30.5S", "30, PT30S" })
	void readsPointsInTime(String reset, String period) {
		RateLimits.tell(this.call, Map.of("x-ratelimit-remaining", "9", "x-ratelimit-reset", reset, "Date",
				"Thu, 06 Aug 2026 12:00:00 GMT")::get);
		assertThat(this.told).containsExactly("REQUESTS 9 " + period);
	}

	// A client that writes its request later than it asks tells no model before.
	@Test
	void areOfTheModelThatTheRequestNames() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Instruments instruments = new Instruments(registry);
		LlmPath path = Objects
			.requireNonNull(LlmPaths.of("x_ai", "POST", URI.create("http://host/v1/chat/completions")));
		HttpCall http = HttpCall.open(LlmMeters.in(instruments, PriceBook.EMPTY), "x_ai", path, null,
				instruments.failures());
		RequestReader request = new RequestReader();
		byte[] body = "{\"model\":\"grok-4\"}".getBytes(StandardCharsets.UTF_8);
		request.feed(body, 0, body.length);
		http.request(request);
		http.answered(200, Map.of("Content-Type", "application/json", "x-ratelimit-remaining-requests", "479")::get);
		assertThat(registry.get("llm.limit.remaining").tags("model", "grok-4").gauge().value()).isEqualTo(479);
	}

	@Test
	void whatIsPastIsNow() {
		RateLimits.tell(this.call, Map.of("anthropic-ratelimit-requests-remaining", "1",
				"anthropic-ratelimit-requests-reset", "2020-01-01T00:00:00Z")::get);
		assertThat(this.told).containsExactly("REQUESTS 1 PT0S");
	}

	@ParameterizedTest
	@CsvSource({ "-1", "many", "1.5", "99999999999999999999" })
	void whatIsNoNumberIsNotTold(String remaining) {
		RateLimits.tell(this.call, Map.of("x-ratelimit-remaining-requests", remaining)::get);
		assertThat(this.told).isEmpty();
	}

}
