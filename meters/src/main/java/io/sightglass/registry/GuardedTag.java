package io.sightglass.registry;

import java.util.Arrays;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.sightglass.tag.BoundedValues;

/**
 * One tag of one meter: the values that are kept, and how often others were folded.
 */
final class GuardedTag {

	private final String meter;

	private final String key;

	private final Tag other;

	private final KeptValues values;

	// Of folds before the first counter.
	private long early;

	// Grows once a registry, when it is bound or at the first fold.
	private volatile Counter[] counters = {};

	// Set before the first fold is counted, and never taken back.
	private volatile boolean folds;

	GuardedTag(String meter, String key, KeptValues values) {
		this.meter = meter;
		this.key = key;
		this.other = Tag.of(key, BoundedValues.OTHER);
		this.values = values;
	}

	String meter() {
		return this.meter;
	}

	String key() {
		return this.key;
	}

	boolean keeps(String value) {
		return this.values.admits(value);
	}

	int width() {
		return this.values.size();
	}

	/**
	 * Counts a fold.
	 * @return whether it is the first one
	 */
	boolean fold() {
		Counter[] counters = this.counters;
		if (counters.length == 0) {
			return foldEarly();
		}
		for (Counter counter : counters) {
			counter.increment();
		}
		return false;
	}

	private synchronized boolean foldEarly() {
		boolean first = !this.folds;
		this.folds = true;
		if (this.counters.length > 0) {
			fold();
		}
		else {
			this.early++;
		}
		return first;
	}

	/**
	 * Counts in a registry from now on, and there what was folded before.
	 * @param counter the registry's counter
	 */
	synchronized void countIn(Counter counter) {
		if (Arrays.stream(this.counters).anyMatch((known) -> known == counter)) {
			return;
		}
		counter.increment(this.early);
		this.counters = Stream.concat(Arrays.stream(this.counters), Stream.of(counter)).toArray(Counter[]::new);
	}

	boolean folds() {
		return this.folds;
	}

	Tag other() {
		return this.other;
	}

}
