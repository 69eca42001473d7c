package io.sightglass.registry.internal.scrape;

import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;

/**
 * A registry that replaces meters by others of the same id, of which Micrometer's
 * listeners hear nothing, and whose meters hand out their exemplars.
 */
public interface ScrapedRegistry {

	/**
	 * Listens to all meters that come and go.
	 * @param added called with each that comes
	 * @param removed called with each that goes
	 */
	void onEveryMeter(Consumer<Meter> added, Consumer<Meter> removed);

	/**
	 * Whether its meters may have exemplars.
	 * @return whether there is tracing
	 */
	boolean hasExemplars();

	/**
	 * What a scrape holds, so that no series is between two meters while it reads.
	 * @return the lock
	 */
	Lock scrapeLock();

	/**
	 * Counts what kept a collector from being read.
	 * @param cause what was thrown
	 */
	void failed(Throwable cause);

}
