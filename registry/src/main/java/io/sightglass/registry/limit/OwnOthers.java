package io.sightglass.registry.limit;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.tag.BoundedValues;

/**
 * Gauges and custom meters whose own value is "other". Micrometer refuses two kinds of
 * meters with the same name and tags, so where counters of the name have an "other" too,
 * whoever comes second is called by its kind, as in "other_gauge".
 */
final class OwnOthers {

	private final Set<Tags> there = ConcurrentHashMap.newKeySet();

	void added(Meter.Id id, Tags tags) {
		if (isOne(id, tags)) {
			this.there.add(tags);
		}
	}

	void removed(Meter.Id id, Tags tags) {
		if (isOne(id, tags)) {
			this.there.remove(tags);
		}
	}

	private static boolean isOne(Meter.Id id, Tags tags) {
		return standsAlone(id.getType()) && tags.stream().anyMatch(OwnOthers::isOther);
	}

	private static boolean isOther(Tag tag) {
		return tag.getValue().equals(BoundedValues.OTHER);
	}

	static boolean standsAlone(Meter.Type type) {
		return type == Meter.Type.GAUGE || type == Meter.Type.OTHER;
	}

	/**
	 * Tags in which values have become "other".
	 * @param type the kind of their meter
	 * @param tags the tags
	 * @return the same, unless a gauge has them
	 */
	Tags beside(Meter.Type type, Tags tags) {
		return (!this.there.isEmpty() && this.there.contains(tags)) ? byKind(type, tags) : tags;
	}

	static Tags byKind(Meter.Type type, Tags tags) {
		Tag[] named = MeterTags.array(tags);
		for (int i = 0; i < named.length; i++) {
			if (isOther(named[i])) {
				named[i] = Tag.of(named[i].getKey(), BoundedValues.OTHER + "_" + type.name().toLowerCase(Locale.ROOT));
			}
		}
		return Tags.of(named);
	}

}
