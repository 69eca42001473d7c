package io.sightglass.registry.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.sightglass.registry.internal.table.TagTable;
import io.sightglass.registry.tag.BoundedValues;

/**
 * The tags of all meters as limiters see them: which values are kept of each.
 */
final class BoundedTags {

	private final SeriesLimits limits;

	private final AtomicBoolean watching = new AtomicBoolean();

	private final Map<String, TagTable<BoundedTag>> tags = new ConcurrentHashMap<>();

	private final Map<SeriesLimits.Shared, KeptValues> shared = new ConcurrentHashMap<>();

	BoundedTags(SeriesLimits limits) {
		this.limits = limits;
	}

	/**
	 * From now on the meters that come and go are heard of.
	 */
	void watch() {
		this.watching.set(true);
	}

	/**
	 * Forgets the tags of meters that are gone.
	 * @param used whether there is a meter of a name
	 */
	void forgetUnused(Predicate<String> used) {
		this.tags.keySet().removeIf((name) -> !used.test(name.substring(0, name.lastIndexOf(' '))));
	}

	TagTable<BoundedTag> of(String meter, String other) {
		return this.tags.computeIfAbsent(meter + ' ' + other, (name) -> new TagTable<>());
	}

	BoundedTag create(String meter, String key, String other) {
		boolean first = other.equals(BoundedValues.OTHER);
		SeriesLimits.Shared group = first ? this.limits.shared(meter, key) : null;
		KeptValues values = (group != null) ? this.shared.computeIfAbsent(group, this::shared)
				: new KeptValues(this.limits.values(meter, key), other, this.watching);
		return new BoundedTag(meter, key, other, values);
	}

	boolean hasOwnLimit(String meter, String key) {
		return this.limits.hasOwn(meter, key);
	}

	private KeptValues shared(SeriesLimits.Shared group) {
		int own = this.limits.values(group.meterPrefix(), group.tag());
		return new KeptValues(Math.min(own, group.total() - 1), BoundedValues.OTHER, this.watching);
	}

}
