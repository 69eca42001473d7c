package io.sightglass.registry;

import io.micrometer.core.instrument.Counter;
import io.sightglass.catalogue.CatalogueMeter;

/**
 * Counts the values of one tag of one meter that became "other" before they came to the
 * registry, in {@code sightglass.series.folded} from the first one on. A limiter of the
 * registry that bounds the same tag adds to the same counter.
 */
public final class Folds implements Runnable {

	private final Failures failures;

	private final Late<Counter> counter;

	/**
	 * Counts for one tag.
	 * @param instruments where they are published
	 * @param meter the name of the meter
	 * @param key the tag's key
	 */
	public Folds(Instruments instruments, String meter, String key) {
		this.failures = instruments.failures();
		this.counter = new Late<>(this.failures, SelfMeter.FOLDED,
				() -> instruments.counter(SelfMeter.FOLDED, meter, key));
	}

	public Folds(Instruments instruments, CatalogueMeter meter, String key) {
		this(instruments, instruments.name(meter), key);
	}

	// Inside somebody's recording, which it must not break.
	@Override
	public void run() {
		Counter known = this.counter.get();
		if (known != null) {
			this.failures.guard(SelfMeter.FOLDED.getName(), known::increment);
		}
	}

}
