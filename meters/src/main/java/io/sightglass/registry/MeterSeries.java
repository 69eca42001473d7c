package io.sightglass.registry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.TagTable;
import org.jspecify.annotations.Nullable;

/**
 * The series of one meter name: bounded tag by tag, and as a whole.
 */
final class MeterSeries {

	private final String meter;

	private final FoldedTags folded;

	private final TagTable<GuardedTag> tags;

	// One less than the limit: the last place is for the series with everything folded.
	private final BoundedSet<Tags> series;

	private final FoldedIds folds = new FoldedIds();

	// Places that only series with their widest tags folded may take.
	private final int reserved;

	MeterSeries(String meter, FoldedTags folded, int limit) {
		this.meter = meter;
		this.folded = folded;
		this.tags = folded.of(meter);
		this.series = new BoundedSet<>(limit - 1);
		this.reserved = (limit - 1) / 10;
	}

	Meter.Id bound(Meter.Id id) {
		Iterable<Tag> tags = id.getTagsAsIterable();
		Tags given = (tags instanceof Tags sorted) ? sorted : Tags.of(tags);
		Meter.Id known = this.folds.find(id, given);
		return (known != null) ? known : bound(id, given);
	}

	String @Nullable [] fold(String... tags) {
		String[] folded = null;
		for (int i = 0; i + 1 < tags.length; i += 2) {
			GuardedTag guarded = this.tags.get(tags[i]);
			if (guarded != null && guarded.folds() && !guarded.keeps(tags[i + 1])) {
				folded = (folded != null) ? folded : tags.clone();
				folded[i + 1] = BoundedValues.OTHER;
			}
		}
		return folded;
	}

	void count(String[] tags, String[] folded) {
		for (int i = 0; i + 1 < tags.length; i += 2) {
			GuardedTag guarded = tags[i + 1].equals(folded[i + 1]) ? null : this.tags.get(tags[i]);
			if (guarded != null) {
				guarded.fold();
			}
		}
	}

	private Meter.Id bound(Meter.Id id, Tags given) {
		Tag[] folds = withinValues(given);
		if (folds == null) {
			return this.series.admits(given, this.reserved) ? id : id.replaceTags(withinSeries(given));
		}
		Tags bounded = Tags.of(folds.clone());
		if (!this.series.admits(bounded, this.reserved)) {
			return id.replaceTags(withinSeries(bounded));
		}
		GuardedTag[] guarded = Arrays.stream(folds).map((tag) -> guarded(tag.getKey())).toArray(GuardedTag[]::new);
		return this.folds.make(id, array(given), folds, guarded);
	}

	private Tag @Nullable [] withinValues(Tags given) {
		Tag[] folds = null;
		int at = 0;
		for (Tag tag : given) {
			GuardedTag guarded = guarded(tag.getKey());
			if (!guarded.keeps(tag.getValue())) {
				folds = (folds != null) ? folds : array(given);
				folds[at] = guarded.other();
				this.folded.fold(guarded);
			}
			at++;
		}
		return folds;
	}

	// Folds the tag with the most values first, and no more tags than it must.
	private Tags withinSeries(Tags plain) {
		Tag[] tags = array(plain);
		Tags narrowed = plain;
		for (int widest : widestFirst(tags)) {
			GuardedTag guarded = guarded(tags[widest].getKey());
			if (!tags[widest].equals(guarded.other())) {
				tags[widest] = guarded.other();
				this.folded.fold(guarded);
			}
			narrowed = Tags.of(tags.clone());
			if (this.series.admits(narrowed)) {
				return narrowed;
			}
		}
		return narrowed;
	}

	// A tag with a single value (a common tag) adds no series, and is left alone.
	private List<Integer> widestFirst(Tag[] tags) {
		int[] widths = Arrays.stream(tags).mapToInt((tag) -> guarded(tag.getKey()).width()).toArray();
		return IntStream.range(0, tags.length)
			.filter((tag) -> widths[tag] > 1)
			.boxed()
			.sorted(Comparator.comparingInt((Integer tag) -> widths[tag]).reversed())
			.toList();
	}

	private GuardedTag guarded(String key) {
		GuardedTag known = this.tags.get(key);
		return (known != null) ? known : this.tags.putIfAbsent(this.folded.create(this.meter, key), key);
	}

	private static Tag[] array(Tags tags) {
		Tag[] array = new Tag[(int) tags.spliterator().getExactSizeIfKnown()];
		int at = 0;
		for (Tag tag : tags) {
			array[at++] = tag;
		}
		return array;
	}

}
