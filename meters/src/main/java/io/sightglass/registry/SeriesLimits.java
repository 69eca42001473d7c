package io.sightglass.registry;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How many series a {@link SeriesLimiter} keeps.
 *
 * @param valuesPerTag values kept of each tag of each meter; "other" comes on top
 * @param seriesPerMeter series kept of each meter name, those with "other" included
 * @param perTag values kept of single tags, by meter name, a dot and the tag's key
 * @param shared limits that several meters share
 */
public record SeriesLimits(int valuesPerTag, int seriesPerMeter, Map<String, Integer> perTag, List<Shared> shared) {

	public SeriesLimits(int valuesPerTag, int seriesPerMeter) {
		this(valuesPerTag, seriesPerMeter, Map.of(), List.of());
	}

	int values(String meter, String tag) {
		Integer own = this.perTag.get(meter + "." + tag);
		return (own != null) ? own : this.valuesPerTag;
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
