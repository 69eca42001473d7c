package io.sightglass.registry;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;

/**
 * Counts the values of one tag of one meter that became "other" before they came to the
 * registry, in {@code sightglass.series.folded} from the first one on.
 */
public final class Folds implements Runnable {

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(Folds.class);

	private final Instruments instruments;

	private final String meter;

	private final String key;

	private final LongAdder folded = new LongAdder();

	private volatile boolean published;

	/**
	 * Counts for one tag.
	 * @param instruments where they are published
	 * @param meter the name of the meter
	 * @param key the tag's key
	 */
	public Folds(Instruments instruments, String meter, String key) {
		this.instruments = instruments;
		this.meter = meter;
		this.key = key;
	}

	@Override
	public void run() {
		this.folded.increment();
		if (!this.published) {
			publish();
		}
	}

	// Of the kind that a limiter publishes, which may fold the same tag: a meter of
	// another
	// kind would be refused. Runs inside somebody's recording, which it must not break.
	private void publish() {
		this.published = true;
		try {
			this.instruments.functionCounter(SelfMeter.FOLDED, this.folded, LongAdder::sum, this.meter, this.key);
		}
		catch (RuntimeException ex) {
			logger.warn("Values of '" + this.meter + "' beyond a limit cannot be counted", ex);
		}
	}

}
