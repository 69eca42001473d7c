package io.sightglass.autoconfigure.llm.http;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmError;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.TokenUsage;
import io.sightglass.llm.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * A call over HTTP whose answer is read while it passes. It knows its end by the end of
 * the body.
 */
class HttpCall {

	// What is kept of a refusal, to tell a prompt too long from a wrong one.
	private static final int MAX_REFUSAL = 2048;

	private final LlmMeters meters;

	private final LlmCall call;

	private final String provider;

	private final WireReader reader = new WireReader();

	private final StringBuilder refusal = new StringBuilder();

	private final boolean counted;

	private final AtomicBoolean over = new AtomicBoolean();

	private int status;

	private boolean begun;

	private boolean streaming;

	HttpCall(LlmMeters meters, String provider, LlmCall call) {
		this(meters, provider, call, true);
	}

	protected HttpCall(LlmMeters meters, String provider, LlmCall call, boolean counted) {
		this.meters = meters;
		this.provider = provider;
		this.call = call;
		this.counted = counted;
	}

	/**
	 * An exchange of a call that is counted elsewhere, where an answer that cannot be
	 * read is an error.
	 * @param meters the meters
	 * @param provider who answers
	 * @param call what wants to know of the exchange
	 * @return the exchange
	 */
	static HttpCall watching(LlmMeters meters, String provider, LlmCall call) {
		return new HttpCall(meters, provider, call, false);
	}

	LlmCall call() {
		return this.call;
	}

	WireReader reader() {
		return this.reader;
	}

	boolean isStreaming() {
		return this.streaming;
	}

	void answered(int status, @Nullable String type) {
		this.status = status;
		this.streaming = type != null && (type.contains("event-stream") || type.contains("ndjson"));
		if (this.streaming) {
			this.call.streamed();
		}
	}

	void passed(ByteBuffer bytes) {
		this.begun = true;
		if (this.status >= 400) {
			for (int i = bytes.position(); i < bytes.limit() && this.refusal.length() < MAX_REFUSAL; i++) {
				this.refusal.append((char) bytes.get(i));
			}
			return;
		}
		try {
			this.reader.feed(bytes);
		}
		catch (RuntimeException ignored) {
			// The body is the application's; without usage it counts as unparsed.
			return;
		}
		if (this.streaming && this.reader.hasContent()) {
			this.call.firstToken();
		}
	}

	void ended() {
		if (this.over.getAndSet(true)) {
			return;
		}
		if (this.status >= 400) {
			this.call.error(LlmError.ofStatus(this.status, this.refusal.toString()));
			return;
		}
		tell();
		if (this.counted && this.reader.usage() == null) {
			this.meters.unparsed(this.provider);
		}
		LlmError error = error();
		if (error != null) {
			this.call.error(error);
		}
		else {
			this.call.success();
		}
	}

	// An answer that came whole may still tell of an error, or be the start of one.
	private @Nullable LlmError error() {
		if (this.reader.finish() != null && this.reader.isWhole()) {
			return null;
		}
		String told = this.reader.error();
		if (told != null) {
			return LlmError.ofCode(told);
		}
		if (!this.streaming) {
			return null;
		}
		return this.reader.isEmpty() ? LlmError.SERVER : LlmError.NETWORK;
	}

	void failed(Throwable error) {
		if (!this.over.getAndSet(true)) {
			tell();
			this.call.error(error);
		}
	}

	/**
	 * The application closed the body, perhaps before its end: a parser stops at the last
	 * brace or at what it cannot read, and a stream's reader may have had enough.
	 */
	void closed() {
		boolean read = this.streaming ? this.reader.finish() != null || this.reader.isEmpty() : true;
		if (this.status >= 400 || (this.begun && read)) {
			ended();
		}
		else {
			dropped();
		}
	}

	void dropped() {
		if (this.status >= 400) {
			ended();
		}
		else if (!this.over.getAndSet(true)) {
			tell();
			this.call.cancelled();
		}
	}

	private void tell() {
		this.call.model(this.reader.model());
		this.call.finish(this.reader.finish());
		TokenUsage usage = this.reader.usage();
		if (usage != null) {
			this.call.usage(usage);
		}
	}

}
