package io.sightglass.instrumentation.internal.llm.springai;

import io.sightglass.instrumentation.internal.llm.StreamDetails;
import io.sightglass.instrumentation.internal.llm.StreamOrigin;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Details of a stream whose usage Spring AI reports; what that means depends on the
 * provider, which only the call knows.
 */
final class ChunkDetails extends StreamDetails {

	private volatile @Nullable Usage reported;

	ChunkDetails() {
		super(new StreamOrigin(null));
	}

	void usage(Usage usage) {
		this.reported = usage;
	}

	StreamDetails of(String provider) {
		Usage usage = this.reported;
		if (usage != null) {
			usage(SpringAiUsage.of(provider, usage));
		}
		return this;
	}

}
