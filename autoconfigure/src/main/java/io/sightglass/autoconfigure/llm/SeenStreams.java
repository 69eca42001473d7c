package io.sightglass.autoconfigure.llm;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Streams whose bytes an HTTP client's hook is reading, by the id that the provider gave
 * the answer. The hook runs on another thread than the call and knows nothing of it; the
 * id is what both see. The oldest are forgotten.
 */
public final class SeenStreams {

	private static final int MAX_SEEN = 1000;

	private final Map<String, SeenStream> streams = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, SeenStream> eldest) {
			return size() > MAX_SEEN;
		}

	};

	public synchronized void put(String id, SeenStream stream) {
		this.streams.put(id, stream);
	}

	public synchronized @Nullable SeenStream take(@Nullable String id) {
		return (id != null) ? this.streams.remove(id) : null;
	}

}
