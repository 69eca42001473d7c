package io.sightglass.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.sightglass.registry.limit.SeriesLimits;

import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;

/**
 * The limits of the series limiter from Sightglass's properties and Boot's. Boot's own
 * filters deny requests beyond {@code max-uri-tags} values of {@code uri}, counted over
 * all meters whose names start alike; a limiter that folds below that limit leaves them
 * nothing to deny.
 */
final class SeriesLimitsFactory {

	private SeriesLimitsFactory() {
	}

	static SeriesLimits create(SightglassProperties properties, MetricsProperties metrics,
			ObservationProperties observations) {
		SightglassProperties.Cardinality cardinality = properties.cardinality();
		ObservationProperties.Http http = observations.getHttp();
		List<SeriesLimits.Shared> uris = List.of(
				new SeriesLimits.Shared(http.getServer().getRequests().getName(), "uri",
						metrics.getWeb().getServer().getMaxUriTags()),
				new SeriesLimits.Shared(http.getClient().getRequests().getName(), "uri",
						metrics.getWeb().getClient().getMaxUriTags()));
		return new SeriesLimits(cardinality.maxValuesPerTag(), cardinality.maxSeriesPerMeter(),
				withPrefix(cardinality.limits(), properties.prefix()), uris, cardinality.maxScrapeSamples(),
				cardinality.maxScrapeSize().toBytes());
	}

	// Limits are written with the catalogue's names, whatever the prefix.
	private static Map<String, Integer> withPrefix(Map<String, Integer> limits, String prefix) {
		Map<String, Integer> all = new HashMap<>(limits);
		if (!prefix.isEmpty()) {
			limits.forEach((key, limit) -> all.putIfAbsent(prefix + "." + key, limit));
		}
		return all;
	}

}
