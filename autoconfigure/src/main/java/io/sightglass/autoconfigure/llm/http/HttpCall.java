package io.sightglass.autoconfigure.llm.http;

import java.nio.ByteBuffer;

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

	private int status;

	private boolean streaming;

	HttpCall(LlmMeters meters, String provider, LlmCall call) {
		this.meters = meters;
		this.provider = provider;
		this.call = call;
	}

	LlmCall call() {
		return this.call;
	}

	void answered(int status, @Nullable String type) {
		this.status = status;
		this.streaming = type != null && (type.contains("event-stream") || type.contains("ndjson"));
		if (this.streaming) {
			this.call.streamed();
		}
	}

	void passed(ByteBuffer bytes) {
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
		if (this.status >= 400) {
			this.call.error(LlmError.ofStatus(this.status, this.refusal.toString()));
			return;
		}
		tell();
		if (this.streaming && !this.reader.isWhole()) {
			this.call.error(LlmError.NETWORK);
		}
		else {
			this.call.success();
		}
	}

	void failed(Throwable error) {
		tell();
		this.call.error(error);
	}

	/**
	 * The application closed the body, perhaps before its end: a JSON parser stops at the
	 * last brace, and a stream's reader may have had enough.
	 */
	void closed() {
		boolean done = this.streaming ? this.reader.finish() != null : this.reader.isWhole();
		if (done || this.status >= 400) {
			ended();
		}
		else {
			dropped();
		}
	}

	void dropped() {
		if (this.status >= 400) {
			ended();
			return;
		}
		tell();
		this.call.cancelled();
	}

	private void tell() {
		this.call.model(this.reader.model());
		this.call.finish(this.reader.finish());
		TokenUsage usage = this.reader.usage();
		if (usage != null) {
			this.call.usage(usage);
		}
		else if (this.status > 0) {
			this.meters.unparsed(this.provider);
		}
	}

}
