package io.sightglass.instrumentation.internal.llm.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A call over HTTP whose answer is read while it passes. It knows its end by the end of
 * the body. What fails here is counted, and the application has its answer all the same.
 */
public class HttpCall {

	// What is kept of an error's body, to tell a prompt too long from a wrong one.
	private static final int MAX_ERROR_BODY = 2048;

	private static final String SOURCE = "llm.http";

	private final LlmMeters meters;

	private final Failures failures;

	private final LlmCall call;

	private final String provider;

	private final WireReader reader = new WireReader();

	private final StringBuilder errorBody = new StringBuilder();

	private final boolean counted;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicBoolean written = new AtomicBoolean();

	private int status;

	private boolean hasBody;

	private boolean streaming;

	public HttpCall(LlmMeters meters, String provider, LlmCall call, Failures failures) {
		this(meters, provider, call, failures, true);
	}

	/**
	 * An exchange.
	 * @param meters the meters
	 * @param provider who answers
	 * @param call what records the exchange
	 * @param failures counts what fails here
	 * @param counted whether an answer that cannot be read counts as unparsed
	 */
	HttpCall(LlmMeters meters, String provider, LlmCall call, Failures failures, boolean counted) {
		this.meters = meters;
		this.provider = provider;
		this.call = call;
		this.failures = failures;
		this.counted = counted;
	}

	/**
	 * The request's body is being written. A second time means another attempt.
	 */
	public void requestWritten() {
		if (this.written.getAndSet(true)) {
			this.failures.guard(SOURCE, this.call::retried);
		}
	}

	/**
	 * The model that the request asks, where it was not known when the call began.
	 * @param model the model's name, if the request told it
	 */
	void asked(@Nullable String model) {
		this.failures.guard(SOURCE, () -> this.call.model(model));
	}

	boolean isStreaming() {
		return this.streaming;
	}

	/**
	 * The answer's head has come.
	 * @param status its status
	 * @param headers the first value of a header, by name in any case
	 */
	public void answered(int status, Function<String, @Nullable String> headers) {
		this.status = status;
		String type = headers.apply("Content-Type");
		this.streaming = type != null && (type.contains("event-stream") || type.contains("ndjson"));
		if (this.streaming) {
			this.failures.guard(SOURCE, this.call::streamed);
		}
	}

	void read(ByteBuffer bytes) {
		this.hasBody = true;
		if (this.status >= 400) {
			for (int i = bytes.position(); i < bytes.limit() && this.errorBody.length() < MAX_ERROR_BODY; i++) {
				this.errorBody.append((char) bytes.get(i));
			}
			return;
		}
		try {
			this.reader.feed(bytes);
		}
		catch (Throwable ignored) {
			// The body is the application's; without usage it counts as unparsed.
			return;
		}
		if (this.streaming && this.reader.hasContent()) {
			this.failures.guard(SOURCE, this.call::firstToken);
		}
	}

	void ended() {
		if (!this.ended.getAndSet(true)) {
			this.failures.guard(SOURCE, this::recordEnd);
		}
	}

	private void recordEnd() {
		if (this.status >= 400) {
			this.call.failedFor(LlmError.ofStatus(this.status, this.errorBody.toString()));
			return;
		}
		recordAnswer();
		if (this.counted && this.reader.usage() == null) {
			this.call.unparsed();
		}
		LlmError error = error();
		if (error != null) {
			this.call.failedFor(error);
		}
		else {
			this.call.done();
		}
	}

	// An answer that came whole may still be an error, or the start of an answer.
	private @Nullable LlmError error() {
		if (this.reader.finish() != null && this.reader.isWhole()) {
			return null;
		}
		String code = this.reader.error();
		if (code != null) {
			return LlmError.ofCode(code);
		}
		if (!this.streaming) {
			return null;
		}
		return this.reader.isEmpty() ? LlmError.SERVER : LlmError.NETWORK;
	}

	public void failed(Throwable error) {
		if (!this.ended.getAndSet(true)) {
			this.failures.guard(SOURCE, () -> {
				recordAnswer();
				this.call.failed(error);
			});
		}
	}

	/**
	 * The application closed the body, perhaps before its end: a parser stops at the last
	 * brace or at what it cannot read, and a stream's reader may have had enough.
	 */
	void closed() {
		boolean read = this.streaming ? this.reader.finish() != null || this.reader.isEmpty() : true;
		if (this.status >= 400 || (this.hasBody && read)) {
			ended();
		}
		else {
			cancelled();
		}
	}

	void cancelled() {
		if (this.status >= 400) {
			ended();
		}
		else if (!this.ended.getAndSet(true)) {
			this.failures.guard(SOURCE, () -> {
				recordAnswer();
				this.call.cancelled();
			});
		}
	}

	private void recordAnswer() {
		this.call.model(this.reader.model());
		this.call.finish(this.reader.finish());
		LlmUsage usage = this.reader.usage();
		if (usage != null) {
			this.call.usage(usage);
		}
	}

}
