package io.sightglass.autoconfigure.llm;

import io.sightglass.llm.LlmCall;
import io.sightglass.llm.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a stream beside the call that it answers.
 */
public final class SeenStream {

	private static final long NOT_YET = Long.MIN_VALUE;

	private volatile long firstToken = NOT_YET;

	private volatile @Nullable TokenUsage usage;

	public void firstTokenNow() {
		if (this.firstToken == NOT_YET) {
			this.firstToken = System.nanoTime();
		}
	}

	public void usage(TokenUsage usage) {
		this.usage = usage;
	}

	/**
	 * Tells the call what was seen.
	 * @param call the call that the stream answers
	 */
	public void tell(LlmCall call) {
		if (this.firstToken != NOT_YET) {
			call.firstTokenAt(this.firstToken);
		}
		TokenUsage usage = this.usage;
		if (usage != null) {
			call.usage(usage);
		}
	}

}
