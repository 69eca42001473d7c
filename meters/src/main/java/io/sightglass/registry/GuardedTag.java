package io.sightglass.registry;

import java.util.concurrent.atomic.LongAdder;

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

	private final LongAdder folded = new LongAdder();

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
		this.folded.increment();
		return !this.folds && first();
	}

	private synchronized boolean first() {
		boolean first = !this.folds;
		this.folds = true;
		return first;
	}

	boolean folds() {
		return this.folds;
	}

	double folded() {
		return this.folded.sum();
	}

	Tag other() {
		return this.other;
	}

}
