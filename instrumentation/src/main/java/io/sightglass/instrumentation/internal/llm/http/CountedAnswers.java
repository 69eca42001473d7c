package io.sightglass.instrumentation.internal.llm.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.sightglass.meters.llm.LlmMeters;

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
