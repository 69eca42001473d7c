package io.sightglass.autoconfigure.llm.springai;

import io.sightglass.autoconfigure.llm.SeenStream;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * A stream whose usage Spring AI reports; what that means depends on the provider, whom
 * only the call knows.
 */
class ReportedStream extends SeenStream {

	private volatile @Nullable Usage reported;

	void reported(Usage usage) {
		this.reported = usage;
	}

	SeenStream of(String provider) {
		Usage reported = this.reported;
		if (reported != null) {
			usage(SpringAiUsage.of(provider, reported));
		}
		return this;
	}

}
