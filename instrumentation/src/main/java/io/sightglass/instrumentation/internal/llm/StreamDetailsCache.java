package io.sightglass.instrumentation.internal.llm;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;

/**
 * Details of streams, by the id that the provider gave the answer. An HTTP client reads a
 * stream on another thread than the call's, and the id is what both know. Not every
 * server gives each answer an id of its own, or one at all: among several the numbers
 * that the library has seen tell.
 */
public final class StreamDetailsCache {

	// Then the oldest are removed.
	private static final int MAX_IDS = 1000;

	private static final int MAX_OF_AN_ID = 100;

	private final boolean chunks;

	private final Map<String, Deque<StreamDetails>> streams = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Deque<StreamDetails>> eldest) {
			return size() > MAX_IDS;
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

	synchronized void put(StreamDetails details) {
		Deque<StreamDetails> same = this.streams.computeIfAbsent(details.origin().id(), (id) -> new ArrayDeque<>(1));
		if (same.size() == MAX_OF_AN_ID) {
			same.removeFirst();
		}
		same.addLast(details);
	}

	/**
	 * Takes the details of a call. Where several answers have one id, what was asked
	 * tells more than the numbers of what was answered.
	 * @param call the call
	 * @param id the answer's id, as the library has it
	 * @param model the model that answered, as the library has it
	 * @param usage the usage, as the library has it
	 * @return the details, or {@code null} where there are none, or none that can be the
	 * call's
	 */
	public synchronized @Nullable StreamDetails take(OuterCall call, @Nullable String id, @Nullable String model,
			LlmUsage usage) {
		String key = (id != null) ? id.strip() : "";
		Deque<StreamDetails> same = this.streams.get(key);
		if (same == null) {
			return null;
		}
		same.removeIf((details) -> details.origin().isTaken());
		boolean sure = same.size() == 1;
		StreamDetails found = same.stream()
			.filter((details) -> key.isEmpty() ? details.isOf(usage) : sure || !details.contradicts(usage))
			.max(Comparator.<StreamDetails>comparingDouble((details) -> sure ? 0 : call.likeness(details.origin()))
				.thenComparingInt((details) -> details.likeness(model, usage)))
			.orElse(null);
		if (found != null) {
			same.remove(found);
		}
		if (same.isEmpty()) {
			this.streams.remove(key);
		}
		return (found != null && found.origin().take()) ? found : null;
	}

	/**
	 * Takes the details of a call whose answer the library does not know, as it broke or
	 * was dropped.
	 * @param call the call
	 * @return the details, or {@code null} unless there are those of one answer that can
	 * be this call's and no other one's
	 */
	public synchronized @Nullable StreamDetails only(OuterCall call) {
		List<StreamDetails> all = this.streams.values()
			.stream()
			.flatMap(Deque::stream)
			.filter((details) -> !details.origin().isTaken() && details.origin().mayBeOf(call))
			.toList();
		if (all.size() > 1) {
			double most = all.stream().mapToDouble((details) -> call.likeness(details.origin())).max().orElse(0);
			all = all.stream().filter((details) -> call.likeness(details.origin()) == most).toList();
		}
		if (all.size() == 1 && all.get(0).origin().isOnlyOf(call) && all.get(0).origin().take()) {
			return all.get(0);
		}
		all.forEach((details) -> details.origin().dispute());
		return null;
	}

}
