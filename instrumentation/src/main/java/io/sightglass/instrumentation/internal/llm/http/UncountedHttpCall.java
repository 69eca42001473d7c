package io.sightglass.instrumentation.internal.llm.http;

import java.nio.ByteBuffer;

import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.StreamReader;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

/**
 * An exchange for a call that a library above counts. Only what that library does not
 * know is kept: retries, and the details of a stream.
 */
public final class UncountedHttpCall extends HttpCall {

	private final StreamReader stream;

	public UncountedHttpCall(LlmMeters meters, String provider, @Nullable String model, StreamDetailsCache streams,
			Failures failures) {
		super(meters, provider, new Retries(meters, provider, model), failures, false);
		this.stream = new StreamReader(streams);
	}

	@Override
	void read(ByteBuffer bytes) {
		if (isStreaming()) {
			this.stream.read(bytes);
		}
	}

	@Override
	void ended() {
		this.stream.ended();
		super.ended();
	}

	@Override
	void closed() {
		this.stream.ended();
		super.closed();
	}

	private record Retries(LlmMeters meters, String provider, @Nullable String model) implements LlmCall {

		@Override
		public void retried() {
			this.meters.retried(this.provider, this.model);
		}

	}

}
