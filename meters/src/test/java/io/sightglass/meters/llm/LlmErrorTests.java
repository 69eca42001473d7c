package io.sightglass.meters.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import io.sightglass.testing.LackingLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LlmErrorTests {

	@ParameterizedTest
	@CsvSource({ "400, , INVALID_REQUEST",
			"400, input length and `max_tokens` exceed context limit: 1 + 2 > 3, CONTEXT_LENGTH",
			"422, `inputs` tokens + `max_new_tokens` must be <= 4097, CONTEXT_LENGTH",
			"400, This model's maximum prompt length is 131072 but the request contains 2, CONTEXT_LENGTH",
			"400, Please reduce the length of the messages or completion., CONTEXT_LENGTH",
			"400, This model's maximum context length is 8192 tokens, CONTEXT_LENGTH",
			"400, content_filter, CONTENT_FILTER", "401, , AUTHENTICATION", "403, , AUTHENTICATION", "404, , NOT_FOUND",
			"408, , TIMEOUT", "429, , RATE_LIMIT", "500, , SERVER", "529, , SERVER", "302, , OTHER" })
	void knowsAStatus(int status, String message, LlmError error) {
		assertThat(LlmError.ofStatus(status, message)).isEqualTo(error);
	}

	@ParameterizedTest
	@CsvSource({ "rate_limit_exceeded, RATE_LIMIT", "insufficient_quota, QUOTA", "overloaded_error, SERVER",
			"context_length_exceeded, CONTEXT_LENGTH", "content_filter, CONTENT_FILTER",
			"invalid_request_error, INVALID_REQUEST", "anything, SERVER" })
	void knowsACodeInsideAnAnswer(String code, LlmError error) {
		assertThat(LlmError.ofCode(code)).isEqualTo(error);
	}

	@Test
	void asksSpringsExceptionsForTheirStatusAndBody() {
		assertThat(LlmError.of(new SpringsException(408, ""))).isEqualTo(LlmError.TIMEOUT);
		assertThat(LlmError.of(new SpringsException(400, "context_length_exceeded")))
			.isEqualTo(LlmError.CONTEXT_LENGTH);
	}

	@Test
	void believesAStatusMoreThanANameThatStandsForSeveral() {
		assertThat(LlmError.of(new InternalServerException(504, ""))).isEqualTo(LlmError.TIMEOUT);
		assertThat(LlmError.of(new InternalServerException(529, ""))).isEqualTo(LlmError.SERVER);
	}

	@Test
	void readsTheBodyThatAnSdkKeepsApart() {
		assertThat(LlmError.of(new InternalServerException(429, "{code=insufficient_quota}")))
			.isEqualTo(LlmError.QUOTA);
		assertThat(LlmError.of(new SseException("{type=rate_limit_error}"))).isEqualTo(LlmError.RATE_LIMIT);
		assertThat(LlmError.of(new SseException("{type=overloaded_error}"))).isEqualTo(LlmError.SERVER);
	}

	@Test
	void readsTheMessageOfAnErrorWhoseMethodsCannotBeLookedAt() throws Exception {
		Throwable error = (Throwable) LackingLoader.load(OddException.class, Absent.class)
			.getDeclaredConstructor()
			.newInstance();
		assertThat(LlmError.of(error)).isEqualTo(LlmError.RATE_LIMIT);
	}

	@Test
	void anAnswerThatCannotBeReadIsTheServersFaultUnlessTheConnectionBroke() {
		assertThat(LlmError.of(new OpenAIInvalidDataException(null))).isEqualTo(LlmError.SERVER);
		assertThat(LlmError.of(new OpenAIInvalidDataException(new ProtocolException("unexpected end"))))
			.isEqualTo(LlmError.NETWORK);
	}

	@Test
	void looksThroughWrappers() {
		assertThat(LlmError.of(new CompletionException(new RateLimitException()))).isEqualTo(LlmError.RATE_LIMIT);
		assertThat(LlmError.of(new UncheckedIOException(new SocketTimeoutException("late"))))
			.isEqualTo(LlmError.TIMEOUT);
		assertThat(LlmError.of(new RuntimeException(new ConnectException()))).isEqualTo(LlmError.NETWORK);
		assertThat(LlmError.of(new IOException("x", new SocketTimeoutException()))).isEqualTo(LlmError.TIMEOUT);
		assertThat(LlmError.of(new CancellationException())).isEqualTo(LlmError.CANCELLED);
		assertThat(LlmError.of(new IllegalStateException("429 - {\"error\": \"slow down\"}")))
			.isEqualTo(LlmError.RATE_LIMIT);
		assertThat(LlmError.of(new Unexpected())).isEqualTo(LlmError.TIMEOUT);
		assertThat(LlmError.of((Throwable) null)).isEqualTo(LlmError.OTHER);
	}

	/** An exception as Spring's clients throw them. */
	public static final class SpringsException extends RuntimeException {

		private final int status;

		private final String body;

		SpringsException(int status, String body) {
			this.status = status;
			this.body = body;
		}

		public Status getStatusCode() {
			return new Status(this.status);
		}

		public String getResponseBodyAsString() {
			return this.body;
		}

	}

	/**
	 * A status.
	 *
	 * @param value its number
	 */
	public record Status(int value) {
	}

	static final class OpenAIInvalidDataException extends RuntimeException {

		OpenAIInvalidDataException(@Nullable Throwable cause) {
			super(cause);
		}

	}

	static final class RateLimitException extends RuntimeException {

	}

	/** An exception of the SDKs for every status from 500 on. */
	public static final class InternalServerException extends RuntimeException {

		private final int status;

		private final String body;

		InternalServerException(int status, String body) {
			this.status = status;
			this.body = body;
		}

		public int statusCode() {
			return this.status;
		}

		public String body() {
			return this.body;
		}

	}

	/** An exception of the SDKs for an error inside a stream. */
	public static final class SseException extends RuntimeException {

		private final String body;

		SseException(String body) {
			this.body = body;
		}

		public int statusCode() {
			return 200;
		}

		public String body() {
			return this.body;
		}

	}

	/** An exception that tells its status, as the SDKs' do. */
	public static final class Unexpected extends RuntimeException {

		public int statusCode() {
			return 408;
		}

	}

	public static class Absent {

	}

}
