package io.sightglass.autoconfigure;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

/**
 * Gives timers and summaries their buckets. Who asked for buckets or percentiles already,
 * by {@code management.metrics.distribution} or in code, keeps what was asked for.
 */
final class HistogramsMeterFilter implements MeterFilter {

	private static final String REQUESTS = "http.server.requests";

	private final SightglassProperties.Histograms properties;

	private final String prefix;

	private final Map<String, double[]> defaults;

	private final String requests;

	/**
	 * A filter.
	 * @param properties which buckets there are
	 * @param requests what Boot calls the requests of its server
	 */
	HistogramsMeterFilter(SightglassProperties properties, String requests) {
		this.requests = requests;
		this.properties = properties.histograms();
		this.defaults = DefaultBounds.of(this.properties.meters());
		this.prefix = properties.prefix().isEmpty() ? "" : properties.prefix() + ".";
	}

	@Override
	public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		if (this.properties.mode() == SightglassProperties.Histograms.Mode.NONE || isAskedFor(config)) {
			return config;
		}
		double[] bounds = bounds(id);
		return (bounds == null || bounds.length == 0) ? config : with(bounds).merge(config);
	}

	private DistributionStatisticConfig with(double[] bounds) {
		DistributionStatisticConfig.Builder builder = DistributionStatisticConfig.builder();
		if (this.properties.mode() == SightglassProperties.Histograms.Mode.PERCENTILES) {
			return builder.percentilesHistogram(true)
				.minimumExpectedValue(bounds[0])
				.maximumExpectedValue(bounds[bounds.length - 1])
				.build();
		}
		return builder.serviceLevelObjectives(bounds).build();
	}

	private double @Nullable [] bounds(Meter.Id id) {
		if (id.getType() != Meter.Type.TIMER && id.getType() != Meter.Type.DISTRIBUTION_SUMMARY) {
			return null;
		}
		String name = id.getName();
		String bare = name.startsWith(this.prefix) ? name.substring(this.prefix.length()) : name;
		bare = name.equals(this.requests) ? REQUESTS : bare;
		List<String> configured = this.properties.bounds().getOrDefault(name, this.properties.bounds().get(bare));
		if (configured != null) {
			return Bounds.of(configured, id.getType());
		}
		return this.defaults.get(bare);
	}

	// With buckets, Prometheus shows no quantiles: adding some would take them away.
	private static boolean isAskedFor(DistributionStatisticConfig config) {
		double[] percentiles = config.getPercentiles();
		return config.getServiceLevelObjectiveBoundaries() != null
				|| Boolean.TRUE.equals(config.isPercentileHistogram())
				|| (percentiles != null && percentiles.length > 0);
	}

}
