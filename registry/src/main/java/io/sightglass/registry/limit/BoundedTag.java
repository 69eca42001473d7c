package io.sightglass.registry.limit;

import io.micrometer.core.instrument.Tag;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.tag.BoundedValues;

/**
 * One tag of one meter: the values that are kept, and how often others were folded.
 */
final class BoundedTag {

	private final String key;

	private final Tag other;

	private final KeptValues values;

	private final LimitCounter folds;

	BoundedTag(String meter, String key, String other, KeptValues values) {
		this.key = key;
		this.other = Tag.of(key, other);
		this.values = values;
		this.folds = new LimitCounter(SelfMeter.FOLDED, meter, key);
	}

	String key() {
		return this.key;
	}

	// Where "other" is the name of another kind's, it is no value here.
	boolean keeps(String value) {
		return (this.other.getValue().equals(value) || !value.equals(BoundedValues.OTHER)) && this.values.admits(value);
	}

	KeptValues values() {
		return this.values;
	}

	LimitCounter folds() {
		return this.folds;
	}

	boolean hasFolded() {
		return this.folds.begun();
	}

	Tag other() {
		return this.other;
	}

}
