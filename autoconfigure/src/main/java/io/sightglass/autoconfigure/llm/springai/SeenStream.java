package io.sightglass.autoconfigure.llm.springai;

import io.sightglass.llm.LlmCall;
import io.sightglass.llm.TokenUsage;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * What was seen of a stream beside its observation.
 */
class SeenStream {

	private static final long NOT_YET = Long.MIN_VALUE;

	private volatile long firstToken = NOT_YET;

	private volatile @Nullable TokenUsage usage;

	private volatile @Nullable Usage reported;

	void firstTokenNow() {
		if (this.firstToken == NOT_YET) {
			this.firstToken = System.nanoTime();
		}
	}

	void usage(TokenUsage usage) {
		this.usage = usage;
	}

	void reported(Usage usage) {
		this.reported = usage;
	}

	/**
	 * Tells the call what was seen.
	 * @param call the call that the stream answers
	 * @param provider who answers
	 */
	void tell(LlmCall call, String provider) {
		if (this.firstToken != NOT_YET) {
			call.firstTokenAt(this.firstToken);
		}
		Usage reported = this.reported;
		TokenUsage usage = (reported != null) ? SpringAiUsage.of(provider, reported) : this.usage;
		if (usage != null) {
			call.usage(usage);
		}
	}

}
