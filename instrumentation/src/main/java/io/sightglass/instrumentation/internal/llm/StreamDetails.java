package io.sightglass.instrumentation.internal.llm;

import java.time.Duration;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream beside the call that it answers: when its first token came,
 * and its usage.
 */
public class StreamDetails {

	private static final long NOT_YET = Long.MIN_VALUE;

	private volatile long firstToken = NOT_YET;

	private volatile @Nullable LlmUsage usage;

	public void firstTokenNow() {
		if (this.firstToken == NOT_YET) {
			this.firstToken = System.nanoTime();
		}
	}

	public void usage(LlmUsage usage) {
		this.usage = usage;
	}

	/**
	 * Adds the details to a call.
	 * @param call the call that the stream answers
	 */
	public void addTo(LlmCall call) {
		if (this.firstToken != NOT_YET) {
			call.firstToken(Duration.ofNanos(System.nanoTime() - this.firstToken));
		}
		LlmUsage usage = this.usage;
		if (usage != null) {
			call.usage(usage);
		}
	}

}
