package io.sightglass.registry;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.sightglass.registry.limit.SeriesLimiter;

/**
 * Whether a filter may make other values of the tags that somebody asked for.
 */
final class TagMapping {

	// Adds tags, as Micrometer's filter of common tags does, and changes none.
	private static final String BOOTS = "org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter";

	private static final Class<?> COMMON_TAGS = MeterFilter.commonTags(List.<Tag>of()).getClass();

	private TagMapping() {
	}

	/**
	 * Whether a filter leaves names and tags as they are, but may add to them.
	 * @param filter the filter
	 * @return false where one cannot know
	 */
	static boolean leaves(MeterFilter filter) {
		Class<?> type = filter.getClass();
		return filter instanceof SeriesLimiter || type == COMMON_TAGS || type.getName().equals(BOOTS) || !maps(type);
	}

	private static boolean maps(Class<?> type) {
		try {
			return type.getMethod("map", Meter.Id.class).getDeclaringClass() != MeterFilter.class;
		}
		catch (NoSuchMethodException | LinkageError ex) {
			return true;
		}
	}

}
