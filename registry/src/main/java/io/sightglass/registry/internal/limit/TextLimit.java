package io.sightglass.registry.internal.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.registry.internal.text.Utf8;
import io.sightglass.registry.tag.BoundedValues;
import io.sightglass.registry.tag.ScrapeLimits;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the texts of an id short, whoever made them: one label that is too long takes the
 * whole target down. What is longer is cut, and ends with a hash. With a value so long
 * that nobody should remember it, all values of the id become "other"; with such a name
 * or key there is no meter.
 */
public final class TextLimit {

	private static final String NO_METER = "sightglass.name.too.long";

	private final boolean queries;

	private final BiConsumer<String, String> onCut;

	/**
	 * A limit of texts.
	 * @param queries whether URIs keep their queries and user information
	 * @param onCut called with the meter's name and what of it was cut
	 */
	public TextLimit(boolean queries, BiConsumer<String, String> onCut) {
		this.queries = queries;
		this.onCut = onCut;
	}

	/**
	 * The id with texts of at most the bytes of {@link ScrapeLimits}.
	 * @param id an id
	 * @return the same one for all that are short enough
	 */
	public Meter.Id bound(Meter.Id id) {
		return fits(id) ? id : cut(id);
	}

	/**
	 * Whether an id is of a name that is too long to be kept.
	 * @param id an id as it was bound
	 * @return whether it must have no meter
	 */
	public static boolean isTooLong(Meter.Id id) {
		return id.getName().equals(NO_METER);
	}

	/**
	 * Whether a tag's value is kept as it is.
	 * @param meter the meter's name
	 * @param key the tag's key
	 * @param value the tag's value
	 * @return false for one of which something else is made
	 */
	public boolean leaves(String meter, String key, String value) {
		return Utf8.fits(value, ScrapeLimits.VALUE_BYTES)
				&& (this.queries || UriText.bare(meter, key, value).equals(value));
	}

	private boolean fits(Meter.Id id) {
		int tags = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			tags++;
			if (!Utf8.fits(tag.getKey(), ScrapeLimits.KEY_BYTES)
					|| !leaves(id.getName(), tag.getKey(), tag.getValue())) {
				return false;
			}
		}
		return tags <= ScrapeLimits.TAGS && Utf8.fits(id.getName(), ScrapeLimits.NAME_BYTES)
				&& fits(id.getBaseUnit(), ScrapeLimits.UNIT_BYTES) && isWhole(id.getBaseUnit())
				&& fits(id.getDescription(), ScrapeLimits.DESCRIPTION_BYTES);
	}

	// It becomes a part of the name as it is.
	private static boolean isWhole(@Nullable String unit) {
		return unit == null || Utf8.whole(unit).equals(unit);
	}

	private static boolean fits(@Nullable String text, int limit) {
		return text == null || Utf8.fits(text, limit);
	}

	private Meter.Id cut(Meter.Id id) {
		boolean remembered = Utf8.fits(id.getName(), ScrapeLimits.REMEMBERED_BYTES);
		boolean others = false;
		for (Tag tag : id.getTagsAsIterable()) {
			remembered &= Utf8.fits(tag.getKey(), ScrapeLimits.REMEMBERED_BYTES);
			others |= !Utf8.fits(tag.getValue(), ScrapeLimits.REMEMBERED_BYTES);
		}
		String name = remembered ? Utf8.cut(id.getName(), ScrapeLimits.NAME_BYTES) : NO_METER;
		if (!name.equals(id.getName())) {
			this.onCut.accept(name, "name");
		}
		if (others) {
			this.onCut.accept(name, "value");
		}
		List<Tag> tags = new ArrayList<>();
		for (Tag tag : id.getTagsAsIterable()) {
			String key = cut(name, "tag", tag.getKey(), ScrapeLimits.KEY_BYTES);
			tags.add(Tag.of(key, others ? BoundedValues.OTHER : value(name, key, tag.getValue())));
		}
		if (tags.size() > ScrapeLimits.TAGS) {
			this.onCut.accept(name, "tags");
			tags.subList(ScrapeLimits.TAGS, tags.size()).clear();
		}
		String unit = cutOrNull(name, "unit", id.getBaseUnit(), ScrapeLimits.UNIT_BYTES);
		return new Meter.Id(name, Tags.of(tags), (unit != null) ? Utf8.whole(unit) : null,
				cutOrNull(name, "description", id.getDescription(), ScrapeLimits.DESCRIPTION_BYTES), id.getType());
	}

	private String value(String meter, String key, String value) {
		String bare = this.queries ? value : UriText.bare(meter, key, value);
		if (!bare.equals(value)) {
			this.onCut.accept(meter, "query");
		}
		return cut(meter, "value", bare, ScrapeLimits.VALUE_BYTES);
	}

	private @Nullable String cutOrNull(String meter, String what, @Nullable String text, int limit) {
		return (text != null) ? cut(meter, what, text, limit) : null;
	}

	private String cut(String meter, String what, String text, int limit) {
		String cut = Utf8.cut(text, limit);
		if (!cut.equals(text)) {
			this.onCut.accept(meter, what);
		}
		return cut;
	}

}
