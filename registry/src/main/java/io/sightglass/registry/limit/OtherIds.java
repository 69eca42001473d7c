package io.sightglass.registry.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.internal.table.TagTable;
import org.jspecify.annotations.Nullable;

/**
 * The ids that folding has made of one meter's, found by going from tag to tag of the id
 * that came, without making anything. It is read without a lock, and bounded by the
 * series of the meter.
 */
final class OtherIds {

	private volatile Place start = new Place();

	/**
	 * The id that was made before. Where there is one, its folds are counted.
	 * @param id the id that came
	 * @param given its tags
	 * @return the other id, or nothing where none of the tags folds, or the id is not
	 * known, or differs in more than tags
	 */
	Meter.@Nullable Id find(Meter.Id id, Tags given) {
		Place place = this.start;
		for (Tag tag : given) {
			place = place.behind(tag.getKey(), tag.getValue());
			if (place == null) {
				return null;
			}
		}
		Made made = place.made;
		return (made != null && made.isLike(id)) ? made.counted() : null;
	}

	/**
	 * Forgets all of them: a value has gone, and another one may take its place.
	 */
	void forget() {
		this.start = new Place();
	}

	/**
	 * Makes an id, and remembers it.
	 * @param id the id that came
	 * @param given its tags
	 * @param bounded the tags after folding
	 * @param keys what bounds each of them
	 * @return the other id
	 */
	synchronized Meter.Id make(Meter.Id id, Tag[] given, Tag[] bounded, BoundedTag[] keys) {
		List<BoundedTag> folding = new ArrayList<>();
		Place place = this.start;
		for (int i = 0; i < given.length; i++) {
			Step step = place.step(keys[i]);
			if (given[i] == bounded[i]) {
				place = step.to(given[i].getValue());
			}
			else {
				place = step.toOthers();
				folding.add(keys[i]);
			}
		}
		Meter.Id made = new FoldedId(id, Tags.of(bounded));
		if (place.made == null) {
			place.made = new Made(made, folding.toArray(BoundedTag[]::new));
		}
		return made;
	}

	/**
	 * Tags one by one.
	 * @param tags the tags
	 * @return the same, to be changed
	 */
	static Tag[] array(Tags tags) {
		Tag[] array = new Tag[(int) tags.spliterator().getExactSizeIfKnown()];
		int at = 0;
		for (Tag tag : tags) {
			array[at++] = tag;
		}
		return array;
	}

	/**
	 * Behind some tags: the id where they are all, and the next tag where they are not.
	 */
	private static final class Place {

		private volatile @Nullable Made made;

		private volatile @Nullable Step next;

		@Nullable Place behind(String key, String value) {
			Step step = this.next;
			while (step != null && !step.is(key)) {
				step = step.otherwise;
			}
			return (step != null) ? step.behind(value) : null;
		}

		Step step(BoundedTag tag) {
			Step step = this.next;
			while (step != null && !step.is(tag.key())) {
				step = step.otherwise;
			}
			if (step == null) {
				step = new Step(tag, this.next);
				this.next = step;
			}
			return step;
		}

	}

	/** One tag, with its values that led to an id. */
	private static final class Step {

		private final BoundedTag tag;

		// For the few meters whose ids do not all have the same keys.
		private final @Nullable Step otherwise;

		private final TagTable<Place> values = new TagTable<>();

		private volatile @Nullable Place others;

		// Many tags have one value only, such as a common tag.
		private volatile @Nullable Place first;

		private volatile @Nullable String firstValue;

		Step(BoundedTag tag, @Nullable Step otherwise) {
			this.tag = tag;
			this.otherwise = otherwise;
		}

		boolean is(String key) {
			return this.tag.key() == key || this.tag.key().equals(key);
		}

		// Only a tag that has folded before is asked whether it folds; behind any other
		// one there are only values that it keeps.
		@Nullable Place behind(String value) {
			if (value == this.firstValue) {
				return this.first;
			}
			return (this.tag.hasFolded() && !this.tag.keeps(value)) ? this.others : this.values.get(value);
		}

		Place to(String value) {
			Place place = this.values.putIfAbsent(new Place(), value);
			if (this.firstValue == null) {
				this.first = place;
				this.firstValue = value;
			}
			return place;
		}

		Place toOthers() {
			Place others = this.others;
			if (others == null) {
				others = new Place();
				this.others = others;
			}
			return others;
		}

	}

	/** An id that keeps its hash, for which a registry asks at each recording. */
	private static final class FoldedId extends Meter.Id {

		private final int hash;

		FoldedId(Meter.Id id, Tags tags) {
			super(id.getName(), tags, id.getBaseUnit(), id.getDescription(), id.getType());
			this.hash = super.hashCode();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return super.equals(other);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	private record Made(Meter.Id id, BoundedTag[] folding) {

		// A meter that was removed may come back with another description.
		boolean isLike(Meter.Id other) {
			return this.id.getType() == other.getType()
					&& this.id.syntheticAssociation() == other.syntheticAssociation()
					&& Objects.equals(this.id.getDescription(), other.getDescription())
					&& Objects.equals(this.id.getBaseUnit(), other.getBaseUnit());
		}

		Meter.Id counted() {
			for (BoundedTag tag : this.folding) {
				tag.folds().count();
			}
			return this.id;
		}

	}

}
