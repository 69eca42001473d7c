package io.sightglass.registry.tag;

import java.util.Objects;

import io.sightglass.registry.internal.table.TagTable;
import io.sightglass.registry.internal.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * At most so many values of a tag; what comes later, or is longer than
 * {@link ScrapeLimits} allows, is {@value #OTHER}. First come, first kept: a series never
 * changes its meaning while the application runs.
 */
public final class BoundedValues {

	/** Where values beyond the limit go. */
	public static final String OTHER = "other";

	/** What an absent or blank value is called. */
	public static final String NONE = "none";

	/** How many numbers stand before those of the kept values. */
	public static final int FIRST = 2;

	private static final Kept ABSENT = new Kept(NONE, 0);

	private static final Kept BEYOND = new Kept(OTHER, 1);

	private final TagTable<Kept> kept = new TagTable<>();

	private final int limit;

	private final Runnable onOther;

	/**
	 * Values with a limit.
	 * @param limit how many distinct values are kept, at least one
	 * @param onOther called for each value that became "other"; what it throws is passed
	 * on
	 */
	public BoundedValues(int limit, Runnable onOther) {
		if (limit < 1) {
			throw new IllegalArgumentException("A limit of tag values is at least 1, but this one is " + limit);
		}
		this.limit = limit;
		this.onOther = Objects.requireNonNull(onOther, "onOther");
	}

	/**
	 * Values with a limit, of which those beyond it are reported to nobody.
	 * @param limit how many distinct values are kept, at least one
	 */
	public BoundedValues(int limit) {
		this(limit, () -> {
		});
	}

	/**
	 * The value to tag with: the given one, or beyond the limit {@value #OTHER}.
	 * @param value a value from outside
	 * @return a value of the bounded set
	 */
	public String bound(@Nullable String value) {
		return find(value).value;
	}

	/**
	 * The number of the value to tag with: 0 for {@value #NONE}, 1 for {@value #OTHER},
	 * and from {@link #FIRST} on those that are kept.
	 * @param value a value from outside
	 * @return a number below the limit and {@link #FIRST}
	 */
	public int number(@Nullable String value) {
		return find(value).number;
	}

	/**
	 * The value that has a number. It is searched, not looked up.
	 * @param number the number that a value was given
	 * @return the value
	 */
	public String value(int number) {
		String[] found = { (number == ABSENT.number) ? NONE : OTHER };
		this.kept.forEach((each) -> {
			if (each.number == number) {
				found[0] = each.value;
			}
		});
		return found[0];
	}

	private Kept find(@Nullable String value) {
		if (value == null) {
			return ABSENT;
		}
		Kept known = this.kept.get(value);
		return (known != null) ? known : admit(value);
	}

	private Kept admit(String value) {
		if (value.isBlank() || value.equals(NONE)) {
			return ABSENT;
		}
		if (value.equals(OTHER)) {
			return BEYOND;
		}
		if (this.kept.size() < this.limit && Utf8.fits(value, ScrapeLimits.VALUE_BYTES)) {
			Kept kept = keep(value);
			if (kept != null) {
				return kept;
			}
		}
		this.onOther.run();
		return BEYOND;
	}

	private synchronized @Nullable Kept keep(String value) {
		int size = this.kept.size();
		return (size < this.limit) ? this.kept.putIfAbsent(new Kept(value, size + FIRST), value) : this.kept.get(value);
	}

	private record Kept(String value, int number) {
	}

}
