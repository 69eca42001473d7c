package io.sightglass.meters.internal;

import io.micrometer.core.instrument.Counter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.failure.LazyMeter;

/**
 * Counts the values of one tag of one meter that became "other" before they came to the
 * registry, in {@code sightglass.series.folded} from the first one on. A limiter of the
 * registry that bounds the same tag adds to the same counter.
 */
public final class OtherValues implements Runnable {

	private final Failures failures;

	private final LazyMeter<Counter> counter;

	/**
	 * Counts for one tag.
	 * @param instruments where they are published
	 * @param meter the name of the meter
	 * @param key the tag's key
	 */
	public OtherValues(Instruments instruments, String meter, String key) {
		this.failures = instruments.failures();
		this.counter = new LazyMeter<>(this.failures, SelfMeter.FOLDED,
				() -> instruments.counter(SelfMeter.FOLDED, meter, key));
	}

	/**
	 * Counts for one tag of a meter of the catalogue.
	 * @param instruments where they are published
	 * @param meter the meter, named behind the prefix of the instruments
	 * @param key the tag's key
	 */
	public OtherValues(Instruments instruments, CatalogueMeter meter, String key) {
		this(instruments, instruments.name(meter), key);
	}

	// Inside somebody's recording, which it must not break.
	@Override
	public void run() {
		Counter known = this.counter.get();
		if (known != null) {
			this.failures.add(known, 1);
		}
	}

}
