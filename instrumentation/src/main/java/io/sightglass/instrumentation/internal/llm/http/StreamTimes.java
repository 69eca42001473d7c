package io.sightglass.instrumentation.internal.llm.http;

import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.registry.failure.Failures;

/**
 * Tells a call when the first token of a stream came, and each of its chunks. The first
 * token may come before the end of its chunk.
 */
final class StreamTimes {

	private final WireReader reader;

	private final Failures failures;

	private final Runnable model;

	private final Runnable firstToken;

	private final Runnable chunk;

	private int chunks;

	private boolean timed = true;

	StreamTimes(LlmCall call, WireReader reader, Failures failures) {
		this.reader = reader;
		this.failures = failures;
		this.model = () -> call.model(reader.model());
		this.firstToken = call::firstToken;
		this.chunk = call::token;
	}

	/**
	 * The stream is read when all of it has come, so that it has no times.
	 */
	void cameWhole() {
		this.timed = false;
	}

	/**
	 * More of the stream has come.
	 */
	void read() {
		if (!this.timed) {
			return;
		}
		if (this.chunks == 0 && this.reader.hasContent()) {
			this.failures.guard(HttpCall.SOURCE, this.model);
			this.failures.guard(HttpCall.SOURCE, this.firstToken);
		}
		while (this.reader.chunks() > this.chunks) {
			this.chunks++;
			this.failures.guard(HttpCall.SOURCE, this.chunk);
		}
	}

}
