package io.sightglass.set;

import java.util.concurrent.atomic.AtomicReferenceArray;

import io.sightglass.tag.BoundedValues;
import io.sightglass.tag.TagTable;
import org.jspecify.annotations.Nullable;

/**
 * A tag of strings, of which the first so many are kept and numbered. Looking a known one
 * up costs one look into a table, and allocates nothing.
 */
public final class NamedTag extends TagAxis {

	private static final int NONE = 0;

	private static final int OTHER = 1;

	private static final int FIRST = 2;

	private final BoundedValues values;

	private final TagTable<Integer> numbers = new TagTable<>();

	private final AtomicReferenceArray<String> names;

	NamedTag(int limit, Runnable onFolded) {
		this.values = new BoundedValues(limit, onFolded);
		this.names = new AtomicReferenceArray<>(limit + FIRST);
		this.names.set(NONE, BoundedValues.NONE);
		this.names.set(OTHER, BoundedValues.OTHER);
	}

	/**
	 * The slot behind this tag.
	 * @param before the slot of the tags before
	 * @param value the tag's value
	 * @return the slot of both
	 */
	public long slot(long before, @Nullable String value) {
		return before * this.names.length() + number(value);
	}

	private int number(@Nullable String value) {
		if (value == null) {
			return NONE;
		}
		Integer known = this.numbers.get(value);
		return (known != null) ? known : admit(value);
	}

	private int admit(String value) {
		if (value.equals(BoundedValues.NONE)) {
			return NONE;
		}
		String bounded = this.values.bound(value);
		return switch (bounded) {
			case BoundedValues.NONE -> NONE;
			case BoundedValues.OTHER -> OTHER;
			default -> take(bounded);
		};
	}

	private synchronized int take(String name) {
		Integer known = this.numbers.get(name);
		if (known != null) {
			return known;
		}
		int number = FIRST + this.numbers.size();
		this.names.set(number, name);
		return this.numbers.putIfAbsent(number, name);
	}

	@Override
	int size() {
		return this.names.length();
	}

	@Override
	String value(int index) {
		return this.names.get(index);
	}

}
