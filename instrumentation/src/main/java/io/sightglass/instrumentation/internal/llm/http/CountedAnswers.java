package io.sightglass.instrumentation.internal.llm.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.WireReader;

/**
 * Which answers were counted that can be asked for more than once: those that are made in
 * the background, and the entries of a batch's results. The last 1000 of each kind of
 * meters are remembered.
 */
final class CountedAnswers {

	private static final int MOST = 1000;

	private static final Map<LlmMeters, CountedAnswers> ALL = new WeakHashMap<>();

	private final Map<String, AtomicLong> counted = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, AtomicLong> eldest) {
			return size() > MOST;
		}

	};

	private CountedAnswers() {
	}

	static CountedAnswers of(LlmMeters meters) {
		synchronized (ALL) {
			return ALL.computeIfAbsent(meters, (key) -> new CountedAnswers());
		}
	}

	/**
	 * An answer has begun that is made in the background.
	 * @param provider who makes it
	 * @param answer what its start says
	 */
	synchronized void begun(String provider, WireReader answer) {
		if (answer.id() != null) {
			this.counted.putIfAbsent(provider + " " + answer.id(), new AtomicLong());
		}
	}

	/**
	 * An answer is asked for that may be at its end. One that was asked for in the
	 * foreground was counted then, and not each provider's says of itself that it was
	 * not.
	 * @param provider who makes it
	 * @param answer what there is of it
	 * @param path where it is asked for
	 * @return whether it counts now
	 */
	synchronized boolean found(String provider, WireReader answer, LlmPath path) {
		if (answer.isUnfinished() || !answer.isWhole() || answer.id() == null) {
			return false;
		}
		String name = provider + " " + answer.id();
		boolean background = answer.isBackground() || path.kind() == LlmPath.Kind.MADE;
		return (background || this.counted.containsKey(name)) && first(name, 1);
	}

	/**
	 * Counts an answer, or an entry of a file.
	 * @param name whose it is
	 * @param number which of them, from 1
	 * @return whether it is the first time
	 */
	synchronized boolean first(String name, long number) {
		AtomicLong last = this.counted.computeIfAbsent(name, (key) -> new AtomicLong());
		if (number <= last.get()) {
			return false;
		}
		last.set(number);
		return true;
	}

}
