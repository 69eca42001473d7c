package io.sightglass.autoconfigure.llm.http;

import java.nio.ByteBuffer;

import io.sightglass.autoconfigure.llm.SeenStream;
import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * An exchange of a call that Spring AI counts. What Spring AI does not see of it is kept
 * under the answer's id: the first token, and a stream's cached and reasoning tokens.
 */
class SeenCall extends HttpCall {

	private final SeenStreams streams;

	private final SeenStream seen;

	private boolean known;

	private SeenCall(LlmMeters meters, String provider, @Nullable String model, SeenStreams streams, SeenStream seen) {
		super(meters, provider, new Notes(meters, provider, model, seen), false);
		this.streams = streams;
		this.seen = seen;
	}

	static SeenCall of(LlmMeters meters, String provider, @Nullable String model, SeenStreams streams) {
		return new SeenCall(meters, provider, model, streams, new SeenStream());
	}

	@Override
	void passed(ByteBuffer bytes) {
		super.passed(bytes);
		TokenUsage usage = reader().usage();
		if (usage != null) {
			this.seen.usage(usage);
		}
		String id = reader().id();
		if (isStreaming() && !this.known && id != null) {
			this.known = true;
			this.streams.put(id, this.seen);
		}
	}

	private record Notes(LlmMeters meters, String provider, @Nullable String model,
			SeenStream seen) implements LlmCall {

		@Override
		public void firstToken() {
			this.seen.firstTokenNow();
		}

		@Override
		public void retried() {
			this.meters.retried(this.provider, this.model);
		}

	}

}
