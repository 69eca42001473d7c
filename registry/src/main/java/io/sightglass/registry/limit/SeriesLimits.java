package io.sightglass.registry.limit;

import java.util.List;
import java.util.Map;

import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

/**
 * How many series a {@link SeriesLimiter} keeps.
 *
 * @param valuesPerTag values kept of each tag of each meter; "other" comes on top
 * @param seriesPerMeter series kept of each meter name, those with "other" included
 * @param perTag values kept of single tags, by meter name, a dot and the tag's key
 * @param shared limits that several meters share
 * @param samples lines that all meters together have in a scrape
 * @param bytes what those are long
 */
public record SeriesLimits(int valuesPerTag, int seriesPerMeter, Map<String, Integer> perTag, List<Shared> shared,
		int samples, long bytes) {

	/** What {@link ScrapeLimits} says. */
	public static final SeriesLimits DEFAULT = new SeriesLimits(ScrapeLimits.VALUES_PER_TAG,
			ScrapeLimits.SERIES_PER_METER);

	private static final long MEGABYTE = 1 << 20;

	/**
	 * Limits with others for single tags and for tags of several meters together.
	 * @param valuesPerTag values kept of each tag of each meter
	 * @param seriesPerMeter series kept of each meter name
	 * @param perTag values kept of single tags, by meter name, a dot and the tag's key
	 * @param shared limits that several meters share
	 * @param samples lines that all meters together have in a scrape
	 * @param bytes what those are long
	 * @throws IllegalArgumentException if less than one value or series would be kept, or
	 * a limit is of something else than a meter's tag
	 */
	public SeriesLimits {
		require(valuesPerTag, "values of a tag");
		require(seriesPerMeter, "series of a meter");
		require(samples, "samples of a scrape");
		require(bytes, "bytes of a scrape");
		perTag = Map.copyOf(perTag);
		perTag.forEach((tag, values) -> {
			require(values, "values of " + tag);
			if (tag.indexOf('.') < 1 || tag.endsWith(".")) {
				throw new IllegalArgumentException("A limit is of a meter's name, a dot and a tag's key, but not of '"
						+ Printable.value(tag) + "'");
			}
		});
		shared = List.copyOf(shared);
	}

	private static void require(long kept, String what) {
		if (kept < 1) {
			throw new IllegalArgumentException("At least one can be kept, but of the " + what + ": " + kept);
		}
	}

	/**
	 * Limits that hold for every meter and every tag alike.
	 * @param valuesPerTag values kept of each tag of each meter
	 * @param seriesPerMeter series kept of each meter name
	 * @throws IllegalArgumentException if less than one value or series would be kept
	 */
	public SeriesLimits(int valuesPerTag, int seriesPerMeter) {
		this(valuesPerTag, seriesPerMeter, Map.of());
	}

	/**
	 * Limits with others for single tags.
	 * @param valuesPerTag values kept of each tag of each meter
	 * @param seriesPerMeter series kept of each meter name
	 * @param perTag values kept of single tags, by meter name, a dot and the tag's key,
	 * such as {@code llm.tokens.model}
	 * @throws IllegalArgumentException if less than one value or series would be kept, or
	 * a limit is of something else than a meter's tag
	 */
	public SeriesLimits(int valuesPerTag, int seriesPerMeter, Map<String, Integer> perTag) {
		this(valuesPerTag, seriesPerMeter, perTag, List.of());
	}

	/**
	 * Limits with others for single tags and for tags of several meters together.
	 * @param valuesPerTag values kept of each tag of each meter
	 * @param seriesPerMeter series kept of each meter name
	 * @param perTag values kept of single tags, by meter name, a dot and the tag's key
	 * @param shared limits that several meters share
	 * @throws IllegalArgumentException if less than one value or series would be kept, or
	 * a limit is of something else than a meter's tag
	 */
	public SeriesLimits(int valuesPerTag, int seriesPerMeter, Map<String, Integer> perTag, List<Shared> shared) {
		this(valuesPerTag, seriesPerMeter, perTag, shared, ScrapeLimits.SAMPLES, ScrapeLimits.MEGABYTES * MEGABYTE);
	}

	int values(String meter, String tag) {
		Integer own = this.perTag.get(meter + "." + tag);
		return (own != null) ? own : this.valuesPerTag;
	}

	boolean hasOwn(String meter, String tag) {
		return this.perTag.containsKey(meter + "." + tag);
	}

	@Nullable Shared shared(String meter, String tag) {
		for (Shared candidate : this.shared) {
			if (candidate.tag().equals(tag) && meter.startsWith(candidate.meterPrefix())) {
				return candidate;
			}
		}
		return null;
	}

	/**
	 * One set of values for all meters whose name starts alike. Some filters count values
	 * that way and deny what exceeds their limit; a limiter that shares the set, "other"
	 * included, never lets them.
	 *
	 * @param meterPrefix how the meters' names start
	 * @param tag the tag's key
	 * @param total distinct values that may ever be seen, "other" among them
	 */
	public record Shared(String meterPrefix, String tag, int total) {
	}

}
