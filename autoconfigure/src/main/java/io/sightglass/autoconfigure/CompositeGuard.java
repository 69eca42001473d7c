package io.sightglass.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * The series limiter of the composite that Boot puts in front of several registries. Boot
 * applies filters to the registries behind it only, so this one asks them all what they
 * will make of an id, and takes over the values but neither names nor further tags.
 * Without it the composite would keep every value that ever came, and Boot's limits of
 * URIs, which do apply to it, would lose samples.
 */
final class CompositeGuard implements MeterFilter {

	private final List<MeterFilter> behind;

	/**
	 * A limiter in front of registries.
	 * @param behind the filters of the registries, the last one being a series limiter
	 */
	CompositeGuard(List<MeterFilter> behind) {
		this.behind = behind;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		Meter.Id mapped = id;
		for (MeterFilter filter : this.behind) {
			mapped = filter.map(mapped);
		}
		Meter.Id result = mapped;
		return id.replaceTags(id.getTags().stream().map((tag) -> valueOf(tag, result)).toList());
	}

	private static Tag valueOf(Tag tag, Meter.Id mapped) {
		String value = mapped.getTag(tag.getKey());
		return (value != null) ? Tag.of(tag.getKey(), value) : tag;
	}

}
