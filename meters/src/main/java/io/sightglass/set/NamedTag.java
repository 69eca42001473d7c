package io.sightglass.set;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.sightglass.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * A tag of strings, of which the first so many are kept and numbered. Looking a known one
 * up costs one look into a map, and allocates nothing.
 */
public final class NamedTag extends TagAxis {

	private static final int NONE = 0;

	private static final int OTHER = 1;

	private static final int FIRST = 2;

	private final BoundedValues values;

	private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<String> names;

	private final AtomicInteger next = new AtomicInteger(FIRST);

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
			default -> this.numbers.computeIfAbsent(bounded, this::takeNumber);
		};
	}

	private int takeNumber(String name) {
		int number = this.next.getAndIncrement();
		this.names.set(number, name);
		return number;
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
