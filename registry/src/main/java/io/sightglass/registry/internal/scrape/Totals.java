package io.sightglass.registry.internal.scrape;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.sightglass.registry.internal.natives.NativeReading;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape shows of a timer or a distribution summary, all as of one moment.
 */
public interface Totals {

	/**
	 * What was counted in each bucket alone; the last one is above all bounds.
	 * @param into where the counts go, from the first place on
	 */
	void counts(long[] into);

	/**
	 * How often something was recorded.
	 * @return the sum of {@link #counts}
	 */
	long recorded();

	/**
	 * What was recorded in all.
	 * @return the sum, of a timer in seconds
	 */
	double sum();

	/**
	 * The native histogram of what was recorded.
	 * @return nothing where it is none
	 */
	@Nullable NativeReading natives();

	/**
	 * Spans of what was recorded of late.
	 * @return exemplars, of a timer in seconds; none without tracing
	 */
	Exemplars exemplars();

}
