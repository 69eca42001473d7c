package io.sightglass.registry.internal.scrape;

import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.prometheus.metrics.model.registry.MultiCollector;
import org.jspecify.annotations.Nullable;

/**
 * A collector that can collect some of its meters: of very many, a few tell how all are
 * put together.
 */
public interface Sampled {

	/**
	 * A collector of some meters.
	 * @param ids their ids
	 * @return what collects those as this does, or {@code null} where it cannot
	 */
	@Nullable MultiCollector sample(Set<Meter.Id> ids);

}
