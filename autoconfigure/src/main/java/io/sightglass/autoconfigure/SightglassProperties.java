package io.sightglass.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.sightglass.instrumentation.internal.part.WrongProperty;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.registry.NativeHistograms;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * What all meters share.
 *
 * @param enabled Whether Sightglass is on; off, there is no meter, and the types that
 * code injects do nothing.
 * @param prefix What stands before the names of Sightglass's own meters, such as "shop"
 * for shop_connections_active.
 * @param tags Tags on every meter of every registry; management.metrics.tags and a
 * meter's own tags win. A tag without a value is left out.
 * @param cardinality How many series a meter may have.
 * @param histograms Which buckets timers and summaries have.
 * @param scrape What a scrape shows.
 * @param sampling What recordings may cost where a sample rate is auto.
 */
@ConfigurationProperties("sightglass")
public record SightglassProperties(@DefaultValue("true") boolean enabled, @DefaultValue("") String prefix,
		@DefaultValue Map<String, String> tags, @DefaultValue Cardinality cardinality,
		@DefaultValue Histograms histograms, @DefaultValue Scrape scrape, @DefaultValue Sampling sampling) {

	private static final Duration SHORTEST_EXPIRY = Duration.ofSeconds(1);

	private static final Duration LONGEST_EXPIRY = Duration.ofDays(3650);

	private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

	private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

	private static final DataSize SMALLEST_SCRAPE = DataSize.ofMegabytes(1);

	private static final DataSize LARGEST_SCRAPE = DataSize.ofGigabytes(1);

	private static final Pattern PREFIX = Pattern.compile("([a-zA-Z]([a-zA-Z0-9._-]*[a-zA-Z0-9])?)?");

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether Sightglass is on
	 * @param prefix what stands before the names of its meters, or the empty string
	 * @param tags tags on every meter
	 * @param cardinality how many series a meter may have
	 * @param histograms which buckets timers and summaries have
	 * @param scrape what a scrape shows
	 * @param sampling what recordings may cost
	 * @throws InvalidConfigurationPropertyValueException if the prefix or a tag's key is
	 * not allowed
	 */
	public SightglassProperties {
		if (!PREFIX.matcher(prefix).matches()) {
			throw WrongProperty.of("sightglass.prefix", prefix,
					"It starts with a letter, ends with a letter or digit, and has letters, digits, '.', '_' and '-' between.");
		}
		TagKeys.check("sightglass.tags", tags.keySet());
	}

	/**
	 * How many series a meter may have. What lies beyond is counted under the tag value
	 * "other", never lost.
	 *
	 * @param maxValuesPerTag How many values one tag of one meter may have; further ones
	 * become "other".
	 * @param maxSeriesPerMeter How many series (combinations of tag values) one meter
	 * name may have; further ones become "other".
	 * @param maxScrapeSamples How many samples, that is lines of the scrape, all meters
	 * together may have; new values become "other" before that, and no meter is added
	 * beyond it. The sample_limit of Prometheus should be a fifth more.
	 * @param maxScrapeSize How large the text of all samples may become, at most 1GB; the
	 * body_size_limit of Prometheus should be a fifth more.
	 * @param keepQueries Whether URIs among the values of tags keep their queries and
	 * user information, which may be secrets.
	 * @param limits How many values single tags may have, by the meter's name with the
	 * tag's key behind it, such as "[llm.tokens.model]".
	 * @param expireAfter How long a counter, timer or distribution summary that nobody
	 * holds stays without a recording, before its series leaves and its place is free; by
	 * default it stays for ever.
	 */
	public record Cardinality(@DefaultValue("" + ScrapeLimits.VALUES_PER_TAG) int maxValuesPerTag,
			@DefaultValue("" + ScrapeLimits.SERIES_PER_METER) int maxSeriesPerMeter,
			@DefaultValue("" + ScrapeLimits.SAMPLES) int maxScrapeSamples,
			@DefaultValue(ScrapeLimits.MEGABYTES + "MB") DataSize maxScrapeSize,
			@DefaultValue("false") boolean keepQueries, @DefaultValue Map<String, Integer> limits,
			@Nullable Duration expireAfter) {

		/**
		 * Checks what Spring has bound.
		 * @param maxValuesPerTag how many values one tag of one meter may have
		 * @param maxSeriesPerMeter how many series one meter name may have
		 * @param maxScrapeSamples how many samples all meters together may have
		 * @param maxScrapeSize how large the text of all samples may become
		 * @param keepQueries whether URIs keep their queries and user information
		 * @param limits how many values single tags may have
		 * @param expireAfter how long a meter that nobody holds stays, or null for ever
		 * @throws InvalidConfigurationPropertyValueException if a limit is less than 1 or
		 * of no tag, the size is not from 1MB to 1GB, or the time is not from a second to
		 * 3650 days
		 */
		public Cardinality {
			atLeastOne("max-values-per-tag", maxValuesPerTag);
			atLeastOne("max-series-per-meter", maxSeriesPerMeter);
			atLeastOne("max-scrape-samples", maxScrapeSamples);
			if (maxScrapeSize.compareTo(SMALLEST_SCRAPE) < 0 || maxScrapeSize.compareTo(LARGEST_SCRAPE) > 0) {
				throw WrongProperty.of("sightglass.cardinality.max-scrape-size", maxScrapeSize,
						"It is at least 1MB and at most 1GB.");
			}
			if (expireAfter != null
					&& (expireAfter.compareTo(SHORTEST_EXPIRY) < 0 || expireAfter.compareTo(LONGEST_EXPIRY) > 0)) {
				throw WrongProperty.of("sightglass.cardinality.expire-after", expireAfter,
						"It is at least 1s and at most 3650d.");
			}
			limits.forEach((key, limit) -> {
				atLeastOne("limits[" + key + "]", limit);
				if (key.indexOf('.') < 1 || key.endsWith(".")) {
					throw WrongProperty.of("sightglass.cardinality.limits", key,
							"A key is a meter's name, a dot and a tag's key, such as llm.tokens.model.");
				}
			});
		}

		private static void atLeastOne(String property, int value) {
			if (value < 1) {
				throw WrongProperty.of("sightglass.cardinality." + property, value, "It is at least 1.");
			}
		}

	}

	/**
	 * What a scrape shows.
	 *
	 * @param firstZero The interval at which Prometheus scrapes, such as 15s: for so long
	 * from its first scrape a new counter, timer or distribution summary is shown as
	 * zero, so that increase() sees all that it counts; by default it is shown as it is.
	 */
	public record Scrape(@Nullable Duration firstZero) {

		/**
		 * Checks what Spring has bound.
		 * @param firstZero the interval at which Prometheus scrapes, or null
		 * @throws InvalidConfigurationPropertyValueException if the interval is not from
		 * 100 milliseconds to an hour
		 */
		public Scrape {
			if (firstZero != null
					&& (firstZero.compareTo(SHORTEST_INTERVAL) < 0 || firstZero.compareTo(LONGEST_INTERVAL) > 0)) {
				throw WrongProperty.of("sightglass.scrape.first-zero", firstZero,
						"It is the interval of the scrapes, at least 100ms and at most 1h.");
			}
		}

	}

	/**
	 * What recordings may cost where a sample rate is auto.
	 *
	 * @param maxCoreShare Share of the time of a core that recording durations and sizes
	 * of a family or a meter set may take, above 0.0 and at most 1.0.
	 */
	public record Sampling(@DefaultValue("" + Sampler.MAX_CORE_SHARE) double maxCoreShare) {

		/**
		 * Checks what Spring has bound.
		 * @param maxCoreShare the share of the time of a core
		 * @throws InvalidConfigurationPropertyValueException if it is no such share
		 */
		public Sampling {
			if (!(maxCoreShare > 0 && maxCoreShare <= 1)) {
				throw WrongProperty.of("sightglass.sampling.max-core-share", maxCoreShare,
						"It is above 0.0 and at most 1.0.");
			}
		}

	}

	/**
	 * Which buckets timers and summaries have. What management.metrics.distribution says
	 * of a meter wins.
	 *
	 * @param mode Which buckets those distributions have that have any: "slo" a few fixed
	 * ones, "percentiles" the fine ones of Micrometer, "none" count, sum and maximum
	 * only; "native" and "both" are "slo" in text, and native histograms for who scrapes
	 * protobuf, without or with those buckets beside.
	 * @param meters Which timers and summaries of Sightglass have buckets: names, names
	 * with an asterisk at the end such as "llm.*", or "*" for all. The others are count,
	 * sum and maximum.
	 * @param bounds Bucket bounds by meter name, as durations for timers and as numbers
	 * for summaries, instead of the default ones; an empty list is no buckets.
	 * @param natives Which timers and summaries are native histograms in the modes
	 * "native" and "both", and how those are.
	 */
	public record Histograms(@DefaultValue("slo") Mode mode, @DefaultValue("http.server.requests") List<String> meters,
			@DefaultValue Map<String, List<String>> bounds, @Name("native") @DefaultValue Natives natives) {

		/**
		 * Checks what Spring has bound.
		 * @param mode which buckets there are
		 * @param meters which meters have them
		 * @param bounds bounds by meter name, in place of the default ones
		 * @param natives how native histograms are
		 * @throws InvalidConfigurationPropertyValueException if a name is no timer or
		 * summary of Sightglass, or a bound is no number or duration above zero
		 */
		public Histograms {
			meters.forEach(DefaultBounds::check);
			bounds.forEach(Bounds::check);
		}

		/** Which buckets distributions have. */
		public enum Mode {

			/** About a dozen buckets per series, chosen for the family. */
			SLO,

			/** Micrometer's fine buckets within the range of the family's bounds. */
			PERCENTILES,

			/** Count, sum and maximum only. */
			NONE,

			/** Native histograms in protobuf, and the buckets of "slo" in text. */
			NATIVE,

			/** Native histograms in protobuf and the buckets of "slo" in both. */
			BOTH

		}

		/**
		 * Native histograms.
		 *
		 * @param meters Which timers and summaries of any kind are native histograms:
		 * names, names with an asterisk at the end such as "http.*", or "*" for all.
		 * @param schema How fine their buckets are at first, from -4 to 8: each is
		 * 2^(2^-schema) times as wide as the one before.
		 * @param maxBuckets How many buckets one may have, beyond which they become twice
		 * as wide.
		 * @param zeroThreshold Up to which values count as zero, of a timer in seconds.
		 * @param resetAfter After how long one whose buckets have become wider begins
		 * anew, at zero; 0 for never.
		 */
		public record Natives(@DefaultValue("*") List<String> meters, @DefaultValue("5") int schema,
				@DefaultValue("160") int maxBuckets, @DefaultValue("2.938735877055719E-39") double zeroThreshold,
				@DefaultValue("0s") Duration resetAfter) {

			/**
			 * Checks what Spring has bound.
			 * @param meters which meters are native histograms
			 * @param schema how fine their buckets are
			 * @param maxBuckets how many there may be
			 * @param zeroThreshold up to which values count as zero
			 * @param resetAfter after how long one begins anew
			 * @throws InvalidConfigurationPropertyValueException if one of them cannot be
			 */
			public Natives {
				check(schema >= -4 && schema <= 8, "schema", schema, "It is from -4 to 8.");
				check(maxBuckets >= 1 && maxBuckets <= 10_000, "max-buckets", maxBuckets, "It is from 1 to 10000.");
				check(zeroThreshold >= 0 && zeroThreshold < Double.POSITIVE_INFINITY, "zero-threshold", zeroThreshold,
						"It is a number, zero or above.");
				check(!resetAfter.isNegative(), "reset-after", resetAfter,
						"It is a duration above zero, or 0 for never.");
			}

			/**
			 * Those of these meters, as the client library's histograms are.
			 * @param classicToo whether they have classic buckets beside
			 * @return how a registry is to make them
			 */
			public NativeHistograms histograms(boolean classicToo) {
				return new NativeHistograms(
						(name) -> this.meters.stream().anyMatch((pattern) -> DefaultBounds.matches(pattern, name)),
						classicToo, this.schema, this.maxBuckets, this.zeroThreshold, this.resetAfter);
			}

			private static void check(boolean right, String property, Object value, String allowed) {
				if (!right) {
					throw WrongProperty.of("sightglass.histograms.native." + property, value, allowed);
				}
			}

		}

	}

}
