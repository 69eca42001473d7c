package io.sightglass.instrumentation.internal.llm.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmLimit;
import org.jspecify.annotations.Nullable;

/**
 * What a provider still allows, as the headers of its answers tell it.
 */
final class RateLimits {

	private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

	// OpenAI's, such as 6m0s, 1h30m or 7.66s; a number alone is seconds.
	private static final Pattern PERIOD = Pattern.compile("(\\d{1,13}(?:\\.\\d{1,9})?)(ms|us|\u00b5s|ns|d|h|m|s|)");

	// Numbers from here on are points in time: seconds since 1970, or milliseconds.
	private static final double TIMES = 1e9;

	private static final double TIMES_IN_MILLIS = 1e12;

	private static final Header[] HEADERS = {
			new Header(LlmLimit.REQUESTS, "x-ratelimit-remaining", "x-ratelimit-reset"),
			new Header(LlmLimit.REQUESTS, "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
			new Header(LlmLimit.TOKENS, "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
			new Header(LlmLimit.REQUESTS, "x-ratelimit-remaining-req-minute", null),
			new Header(LlmLimit.TOKENS, "x-ratelimit-remaining-tokens-minute", null),
			new Header(LlmLimit.INPUT_TOKENS, "x-ratelimit-remaining-tokens-prompt", null),
			new Header(LlmLimit.OUTPUT_TOKENS, "x-ratelimit-remaining-tokens-generated", null),
			new Header(LlmLimit.TOKENS, "x-tokenlimit-remaining", "x-tokenlimit-reset"),
			new Header(LlmLimit.REQUESTS, "anthropic-ratelimit-requests-remaining",
					"anthropic-ratelimit-requests-reset"),
			new Header(LlmLimit.TOKENS, "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
			new Header(LlmLimit.INPUT_TOKENS, "anthropic-ratelimit-input-tokens-remaining",
					"anthropic-ratelimit-input-tokens-reset"),
			new Header(LlmLimit.OUTPUT_TOKENS, "anthropic-ratelimit-output-tokens-remaining",
					"anthropic-ratelimit-output-tokens-reset") };

	private RateLimits() {
	}

	static void tell(LlmCall call, Function<String, @Nullable String> headers) {
		for (Header header : HEADERS) {
			String remaining = headers.apply(header.remaining());
			if (remaining != null && NUMBER.matcher(remaining.strip()).matches()) {
				String reset = (header.reset() != null) ? headers.apply(header.reset()) : null;
				call.remaining(header.limit(), Long.parseLong(remaining.strip()),
						(reset != null) ? reset(reset.strip(), headers.apply("Date")) : null);
			}
		}
	}

	private static @Nullable Duration reset(String text, @Nullable String date) {
		try {
			if (text.indexOf('T') > 0) {
				return until(Instant.parse(text), date);
			}
			Duration period = period(text);
			return (period != null && period.toSeconds() >= TIMES) ? until(since1970(period), date) : period;
		}
		catch (DateTimeException | ArithmeticException ex) {
			return null;
		}
	}

	private static Instant since1970(Duration time) {
		return Instant.ofEpochMilli((time.toSeconds() >= TIMES_IN_MILLIS) ? time.toSeconds() : time.toMillis());
	}

	// By the provider's clock, where it tells.
	private static Duration until(Instant reset, @Nullable String date) {
		Instant now = (date != null) ? Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)) : Instant.now();
		Duration until = Duration.between(now, reset);
		return until.isNegative() ? Duration.ZERO : until;
	}

	private static @Nullable Duration period(String text) {
		Matcher part = PERIOD.matcher(text);
		double seconds = 0;
		int end = 0;
		while (end < text.length() && part.find(end) && part.start() == end) {
			seconds += Double.parseDouble(part.group(1)) * seconds(part.group(2));
			end = part.end();
		}
		return (end > 0 && end == text.length()) ? Duration.ofMillis(Math.round(seconds * 1000)) : null;
	}

	private static double seconds(String unit) {
		return switch (unit) {
			case "d" -> 86_400;
			case "h" -> 3600;
			case "m" -> 60;
			case "ms" -> 1e-3;
			case "ns" -> 1e-9;
			case "", "s" -> 1;
			default -> 1e-6;
		};
	}

	private record Header(LlmLimit limit, String remaining, @Nullable String reset) {
	}

}
