package io.sightglass.instrumentation.internal.llm;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Details of streams, by the id that the provider gave the answer. An HTTP client reads a
 * stream on another thread than the call's, and the id is what both know.
 */
public final class StreamDetailsCache {

	// Then the oldest is removed.
	private static final int MAX_STREAMS = 1000;

	private final boolean chunks;

	private final Map<String, StreamDetails> streams = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, StreamDetails> eldest) {
			return size() > MAX_STREAMS;
		}

	};

	/**
	 * An empty cache.
	 * @param chunks whether the time of each chunk is a detail
	 */
	public StreamDetailsCache(boolean chunks) {
		this.chunks = chunks;
	}

	boolean hasChunks() {
		return this.chunks;
	}

	synchronized void put(String id, StreamDetails details) {
		this.streams.put(id, details);
	}

	public synchronized @Nullable StreamDetails remove(@Nullable String id) {
		StreamDetails details = (id != null) ? this.streams.remove(id) : null;
		return (details != null && details.take()) ? details : null;
	}

}
