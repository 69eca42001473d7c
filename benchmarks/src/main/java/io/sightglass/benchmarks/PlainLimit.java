package io.sightglass.benchmarks;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * The limiter of values in a simpler form: it keeps the first values of each tag, and
 * makes a new id of each one beyond, whenever it is asked.
 */
final class PlainLimit implements MeterFilter {

	private static final String OTHER = "other";

	private final int limit;

	private final Map<String, Map<String, Set<String>>> kept = new ConcurrentHashMap<>();

	private final LongAdder folds = new LongAdder();

	PlainLimit(int limit) {
		this.limit = limit;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		Map<String, Set<String>> tags = this.kept.computeIfAbsent(id.getName(), (name) -> new ConcurrentHashMap<>());
		Tags bounded = null;
		for (Tag tag : id.getTagsAsIterable()) {
			if (!keeps(tags, tag)) {
				bounded = Tags.of((bounded != null) ? bounded : id.getTagsAsIterable()).and(tag.getKey(), OTHER);
				this.folds.increment();
			}
		}
		return (bounded != null) ? id.replaceTags(bounded) : id;
	}

	private boolean keeps(Map<String, Set<String>> tags, Tag tag) {
		Set<String> values = tags.computeIfAbsent(tag.getKey(), (key) -> ConcurrentHashMap.newKeySet());
		return values.contains(tag.getValue()) || (values.size() < this.limit && values.add(tag.getValue()));
	}

}
