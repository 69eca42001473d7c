package io.sightglass.meters.llm;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.sightglass.meters.instrument.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * Why an LLM call failed, as one of a few words: never a class name, never a message.
 */
public enum LlmError {

	/** Too many requests or tokens in too short a time. */
	RATE_LIMIT,

	/** Nothing is left of what was paid for, or of what may be spent. */
	QUOTA,

	/** No answer in time. */
	TIMEOUT,

	/** The key is missing, wrong or not allowed to do this. */
	AUTHENTICATION,

	/** The provider did not accept the request. */
	INVALID_REQUEST,

	/** The prompt is longer than the model's context. */
	CONTEXT_LENGTH,

	/** The provider refused the content. */
	CONTENT_FILTER,

	/** No such model or resource. */
	NOT_FOUND,

	/** The provider failed. */
	SERVER,

	/** The connection failed or broke. */
	NETWORK,

	/** The caller gave up. */
	CANCELLED,

	/** Anything else. */
	OTHER;

	private static final int MAX_DEPTH = 8;

	// The exceptions of the OpenAI and Anthropic SDKs, LangChain4j and Spring, by simple
	// name: none of them is needed on the class path.
	private static final Map<String, LlmError> BY_NAME = Map.ofEntries(Map.entry("RateLimitException", RATE_LIMIT),
			Map.entry("TooManyRequests", RATE_LIMIT), Map.entry("AuthenticationException", AUTHENTICATION),
			Map.entry("UnauthorizedException", AUTHENTICATION), Map.entry("Unauthorized", AUTHENTICATION),
			Map.entry("PermissionDeniedException", AUTHENTICATION), Map.entry("Forbidden", AUTHENTICATION),
			Map.entry("BadRequestException", INVALID_REQUEST), Map.entry("BadRequest", INVALID_REQUEST),
			Map.entry("InvalidRequestException", INVALID_REQUEST),
			Map.entry("UnprocessableEntityException", INVALID_REQUEST),
			Map.entry("ContentFilteredException", CONTENT_FILTER), Map.entry("NotFoundException", NOT_FOUND),
			Map.entry("NotFound", NOT_FOUND), Map.entry("ModelNotFoundException", NOT_FOUND),
			Map.entry("InternalServerException", SERVER), Map.entry("InternalServerError", SERVER),
			Map.entry("ServiceUnavailable", SERVER), Map.entry("BadGateway", SERVER),
			Map.entry("OpenAIIoException", NETWORK), Map.entry("AnthropicIoException", NETWORK),
			Map.entry("WebClientRequestException", NETWORK), Map.entry("ResourceAccessException", NETWORK),
			Map.entry("UnresolvedModelServerException", NETWORK));

	// An answer that could not be read: malformed, unless a broken connection is below.
	private static final Set<String> UNREADABLE = Set.of("OpenAIInvalidDataException", "AnthropicInvalidDataException",
			"HttpMessageNotReadableException");

	// In the order in which they are looked for.
	private static final List<Map.Entry<String, LlmError>> BY_CODE = List.of(Map.entry("rate_limit", RATE_LIMIT),
			Map.entry("throttling", RATE_LIMIT), Map.entry("resource_exhausted", RATE_LIMIT),
			Map.entry("too_many_requests", RATE_LIMIT), Map.entry("quota", RATE_LIMIT), Map.entry("billing", QUOTA),
			Map.entry("timeout", TIMEOUT), Map.entry("deadline_exceeded", TIMEOUT), Map.entry("expired", TIMEOUT),
			Map.entry("authentication", AUTHENTICATION), Map.entry("unauthenticated", AUTHENTICATION),
			Map.entry("permission", AUTHENTICATION), Map.entry("accessdenied", AUTHENTICATION),
			Map.entry("invalid_api_key", AUTHENTICATION), Map.entry("not_found", NOT_FOUND),
			Map.entry("resourcenotfound", NOT_FOUND), Map.entry("invalid_request", INVALID_REQUEST),
			Map.entry("invalid_argument", INVALID_REQUEST), Map.entry("invalid_prompt", INVALID_REQUEST),
			Map.entry("validation", INVALID_REQUEST), Map.entry("too_large", INVALID_REQUEST),
			Map.entry("cancel", CANCELLED));

	// Not "quota" alone, which Google also calls what is full again in a minute.
	private static final List<String> SPENT = List.of("insufficient_quota", "insufficient balance",
			"insufficient_balance", "insufficient credits", "insufficient_credits", "credit balance is too low",
			"billing_hard_limit", "used all available credits", "spending limit");

	private static final List<String> TOO_LONG = List.of("context_length", "context length", "prompt is too long",
			"context window", "context_window", "input token count", "too many input tokens", "input is too long",
			"too many tokens", "exceed context limit", "max_new_tokens", "maximum prompt length",
			"maximum model length", "reduce the length of");

	private static final List<String> FILTERED = List.of("content_filter", "content management policy",
			"content_policy", "moderation_blocked", "content filtering policy", "guardrail");

	private static final List<String> LIMITED = List.of("rate_limit", "tokens per minute");

	private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d\\b");

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The error as a tag value: its name in lower case.
	 * @return such as {@code rate_limit}
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * The kind of an error, looking through wrappers. A network error that was caused by
	 * a timeout is a timeout.
	 * @param error what was thrown
	 * @return its kind
	 */
	public static LlmError of(@Nullable Throwable error) {
		try {
			return kind(error);
		}
		catch (Throwable ex) {
			// An error that does not even say what it is.
			return OTHER;
		}
	}

	private static LlmError kind(@Nullable Throwable error) {
		LlmError found = OTHER;
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			boolean unreadable = isUnreadable(cause);
			LlmError kind = unreadable ? SERVER : direct(cause);
			if (kind != OTHER && kind != NETWORK && !unreadable) {
				return kind;
			}
			found = (found == OTHER || kind == NETWORK) ? kind : found;
			cause = cause.getCause();
		}
		return found;
	}

	/**
	 * The kind of an HTTP answer.
	 * @param status its status
	 * @param message what the provider wrote, which is only searched for known words
	 * @return its kind
	 */
	public static LlmError ofStatus(int status, @Nullable String message) {
		String text = lower(message);
		if (status >= 400 && status < 500 && has(text, SPENT)) {
			return QUOTA;
		}
		return switch (status) {
			case 401, 403 -> AUTHENTICATION;
			case 402 -> QUOTA;
			case 404 -> NOT_FOUND;
			case 408, 504 -> TIMEOUT;
			case 429 -> RATE_LIMIT;
			// Groq says so of a request that would take more than a minute allows.
			case 413 -> has(text, LIMITED) ? RATE_LIMIT : refused(text);
			case 424, 498 -> SERVER;
			case 400 -> text.contains("api_key_invalid") ? AUTHENTICATION : refused(text);
			default -> (status >= 500) ? SERVER : (status >= 400) ? refused(text) : OTHER;
		};
	}

	/**
	 * The kind of an error that a provider reported inside an answer which began well.
	 * @param code the provider's word, which is only searched for known ones
	 * @return its kind
	 */
	public static LlmError ofCode(@Nullable String code) {
		String word = lower(code);
		if (has(word, SPENT)) {
			return QUOTA;
		}
		LlmError refused = refused(word);
		if (refused != INVALID_REQUEST) {
			return refused;
		}
		if (STATUS.matcher(word).lookingAt()) {
			LlmError kind = ofStatus(Integer.parseInt(word.substring(0, 3)), word);
			return (kind != OTHER) ? kind : SERVER;
		}
		for (Map.Entry<String, LlmError> known : BY_CODE) {
			if (word.contains(known.getKey())) {
				return known.getValue();
			}
		}
		return SERVER;
	}

	// What a JSON parser throws is an IOException, but no broken connection.
	private static boolean isUnreadable(Throwable error) {
		return UNREADABLE.contains(error.getClass().getSimpleName())
				|| error.getClass().getName().contains(".jackson.");
	}

	private static LlmError direct(Throwable error) {
		String inStream = HttpStatusOf.inStream(error);
		if (inStream != null) {
			return ofCode(inStream);
		}
		LlmError named = BY_NAME.get(error.getClass().getSimpleName());
		int status = HttpStatusOf.error(error);
		// Some names stand for more than one status.
		if (status > 0 && (named == null || named == SERVER || named == INVALID_REQUEST)) {
			return ofStatus(status, HttpStatusOf.words(error));
		}
		if (named != null) {
			return switch (named) {
				case INVALID_REQUEST -> ofStatus(400, HttpStatusOf.words(error));
				case RATE_LIMIT -> ofStatus(429, HttpStatusOf.words(error));
				default -> named;
			};
		}
		return switch (ErrorKind.of(error)) {
			case TIMEOUT -> TIMEOUT;
			case REFUSED, RESET, CLOSED, UNREACHABLE, TLS -> NETWORK;
			case IO -> (error instanceof IOException) ? NETWORK : OTHER;
			case CANCELLED -> CANCELLED;
			default -> OTHER;
		};
	}

	private static LlmError refused(@Nullable String message) {
		String text = lower(message);
		if (has(text, TOO_LONG)) {
			return CONTEXT_LENGTH;
		}
		return has(text, FILTERED) ? CONTENT_FILTER : INVALID_REQUEST;
	}

	private static boolean has(String text, List<String> words) {
		for (String word : words) {
			if (text.contains(word)) {
				return true;
			}
		}
		return false;
	}

	private static String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : "";
	}

}
