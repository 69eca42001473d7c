package io.sightglass.instrumentation.internal.llm;

import java.nio.ByteBuffer;

import io.sightglass.meters.llm.internal.wire.WireReader;
import io.sightglass.meters.llm.price.LlmUsage;

/**
 * Reads the bytes of a stream while they pass, and keeps its details in the cache as soon
 * as it knows the answer's id.
 */
public final class StreamReader {

	private final StreamDetailsCache cache;

	private final StreamDetails details = new StreamDetails();

	private final WireReader reader = new WireReader();

	private boolean cached;

	public StreamReader(StreamDetailsCache cache) {
		this.cache = cache;
	}

	/**
	 * The stream has come to its end, or is closed before it, on this thread.
	 */
	public void ended() {
		this.details.ended();
	}

	public void read(ByteBuffer bytes) {
		try {
			this.reader.feed(bytes);
		}
		catch (Throwable ignored) {
			// The stream is the application's, whatever it is.
			return;
		}
		if (this.reader.hasContent()) {
			this.details.firstTokenNow();
		}
		LlmUsage usage = this.reader.usage();
		if (usage != null) {
			this.details.usage(usage);
		}
		String id = this.reader.id();
		if (!this.cached && id != null) {
			this.cached = true;
			this.cache.put(id, this.details);
		}
	}

}
