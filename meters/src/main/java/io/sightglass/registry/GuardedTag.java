package io.sightglass.registry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Tag;
import io.sightglass.tag.BoundedValues;

/**
 * One tag of one meter: the values that are kept, and how often others were folded.
 */
final class GuardedTag {

	private final String meter;

	private final Tag other;

	private final BoundedSet<String> values;

	private final LongAdder folded = new LongAdder();

	private final AtomicBoolean folds = new AtomicBoolean();

	GuardedTag(String meter, String key, BoundedSet<String> values) {
		this.meter = meter;
		this.other = Tag.of(key, BoundedValues.OTHER);
		this.values = values;
	}

	String meter() {
		return this.meter;
	}

	String key() {
		return this.other.getKey();
	}

	boolean keeps(String value) {
		return value.equals(BoundedValues.OTHER) || this.values.admits(value);
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
		return !this.folds.get() && this.folds.compareAndSet(false, true);
	}

	double folded() {
		return this.folded.sum();
	}

	Tag other() {
		return this.other;
	}

}
