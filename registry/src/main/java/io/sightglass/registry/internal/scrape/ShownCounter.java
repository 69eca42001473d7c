package io.sightglass.registry.internal.scrape;

import io.micrometer.core.instrument.Counter;
import io.prometheus.metrics.model.snapshots.Exemplar;
import org.jspecify.annotations.Nullable;

/**
 * A counter that a scrape may have to show with an earlier value.
 */
public interface ShownCounter extends Counter, Dated {

	/**
	 * What a scrape shows.
	 * @return the count, or at first that from before
	 */
	double shown();

	/**
	 * The span of an amount of late.
	 * @return nothing where there is none, as without tracing, or while what is shown is
	 * from before
	 */
	@Nullable Exemplar exemplar();

}
