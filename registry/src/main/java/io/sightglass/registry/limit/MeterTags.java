package io.sightglass.registry.limit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.internal.limit.TextLimit;
import io.sightglass.registry.internal.table.TagTable;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one meter name by their keys.
 */
final class MeterTags {

	private final String meter;

	private final String other;

	private final BoundedTags all;

	private final TagTable<BoundedTag> tags;

	MeterTags(String meter, String other, BoundedTags all) {
		this.meter = meter;
		this.other = other;
		this.all = all;
		this.tags = all.of(meter, other);
	}

	BoundedTag get(String key) {
		BoundedTag known = known(key);
		return (known != null) ? known : this.tags.putIfAbsent(this.all.create(this.meter, key, this.other), key);
	}

	@Nullable BoundedTag known(String key) {
		return this.tags.get(key);
	}

	String @Nullable [] fold(TextLimit texts, String... tags) {
		String[] folded = null;
		for (int i = 0; i + 1 < tags.length; i += 2) {
			BoundedTag key = known(tags[i]);
			if (key != null && key.hasFolded() && key.values().turnsAway(tags[i + 1])) {
				if (!texts.leaves(this.meter, tags[i], tags[i + 1])) {
					// What is made of it may be kept.
					return null;
				}
				folded = (folded != null) ? folded : tags.clone();
				folded[i + 1] = BoundedValues.OTHER;
			}
		}
		return folded;
	}

	void count(String[] tags, String[] folded) {
		for (int i = 0; i + 1 < tags.length; i += 2) {
			BoundedTag key = tags[i + 1].equals(folded[i + 1]) ? null : known(tags[i]);
			if (key != null) {
				key.folds().count();
			}
		}
	}

	boolean hasNewKey(Tags tags) {
		return tags.stream().anyMatch((tag) -> known(tag.getKey()) == null);
	}

	boolean isWithinOwnLimit(Tag tag) {
		return !this.all.hasOwnLimit(this.meter, tag.getKey()) || get(tag.getKey()).keeps(tag.getValue());
	}

	boolean isShared(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			BoundedTag known = known(tag.getKey());
			if (known != null && known.hasFolded() && tag.equals(known.other())) {
				return true;
			}
		}
		return false;
	}

	Tags others(Tags tags) {
		return Tags.of(tags.stream().map((tag) -> get(tag.getKey()).other()).toArray(Tag[]::new));
	}

	// A tag with a single value (a common tag) adds no series, and is left alone.
	List<Integer> widestFirst(Tag[] tags) {
		int[] widths = Arrays.stream(tags).mapToInt((tag) -> get(tag.getKey()).values().size()).toArray();
		return IntStream.range(0, tags.length)
			.filter((tag) -> widths[tag] > 1)
			.boxed()
			.sorted(Comparator.comparingInt((Integer tag) -> widths[tag]).reversed())
			.toList();
	}

	static Tag[] array(Tags tags) {
		Tag[] array = new Tag[(int) tags.spliterator().getExactSizeIfKnown()];
		int at = 0;
		for (Tag tag : tags) {
			array[at++] = tag;
		}
		return array;
	}

}
