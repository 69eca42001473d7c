package io.sightglass.clinic;

import java.nio.file.Path;
import java.util.List;

/**
 * The clinic in different settings, each a property or none. Another one is another line.
 */
enum Variant {

	// @formatter:off
	BOOT("Boot alone", "boot.jar", "without Sightglass"),
	BOOT_BUCKETS("Boot, with buckets", "boot.jar", "Boot's own buckets for the requests' durations",
			"management.metrics.distribution.percentiles-histogram.http.server.requests=true"),
	BOOT_ALL_BUCKETS("Boot, with all buckets", "boot.jar", "Boot's own buckets for every timer",
			"management.metrics.distribution.percentiles-histogram.all=true"),
	SIGHTGLASS("Sightglass", "sightglass.jar", "the defaults"),
	SMALLER("Sightglass, smaller", "sightglass.jar", "no buckets: counts, sums and maxima",
			"sightglass.histograms.mode=none"),
	MORE("Sightglass, more", "sightglass.jar", "buckets for every timer and summary",
			"sightglass.histograms.meters=*");
	// @formatter:on

	private final String title;

	private final String jar;

	private final String shows;

	@SuppressWarnings("ImmutableEnumChecker") // The list is one that never changes.
	private final List<String> properties;

	Variant(String title, String jar, String shows, String... properties) {
		this.title = title;
		this.jar = jar;
		this.shows = shows;
		this.properties = List.of(properties);
	}

	String title() {
		return this.title;
	}

	String shows() {
		return this.shows;
	}

	Path jar() {
		return Path.of(System.getProperty(this.jar, "none"));
	}

	List<String> properties() {
		return this.properties;
	}

}
