package io.sightglass.meters.set;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.sightglass.registry.internal.log.Printable;
import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * A tag whose values are the constants of an enum, and {@code none} for null. Constants
 * of one tag value are one.
 *
 * @param <E> the enum
 */
public final class EnumTag<E extends Enum<E>> extends TagAxis {

	private final String[] names;

	// By ordinal. Two constants of one value share a slot, as they share a series.
	private final int[] numbers;

	/**
	 * The tag of an enum whose values are its constants' names in lower case.
	 * @param constants all constants
	 */
	public EnumTag(E[] constants) {
		this(constants, EnumTag::lowerCase, (failure) -> {
		});
	}

	EnumTag(E[] constants, Function<E, @Nullable String> naming, Consumer<Throwable> failures) {
		int none = constants.length;
		this.names = new String[none + 1];
		this.numbers = new int[none];
		Map<String, Integer> known = new HashMap<>();
		this.names[none] = BoundedValues.NONE;
		known.put(BoundedValues.NONE, none);
		for (E constant : constants) {
			int ordinal = constant.ordinal();
			this.names[ordinal] = name(constant, naming, failures);
			Integer same = known.putIfAbsent(this.names[ordinal], ordinal);
			this.numbers[ordinal] = (same != null) ? same : ordinal;
		}
	}

	private static <E extends Enum<E>> String name(E constant, Function<E, @Nullable String> naming,
			Consumer<Throwable> failures) {
		try {
			String name = naming.apply(constant);
			if (name != null && !name.isBlank()) {
				return name;
			}
			failures.accept(new IllegalStateException("%s.%s has no tag value"
				.formatted(Printable.value(constant.getDeclaringClass().getName()), Printable.value(constant.name()))));
		}
		catch (Throwable ex) {
			failures.accept(ex);
		}
		return lowerCase(constant);
	}

	private static String lowerCase(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The slot behind this tag.
	 * @param before the slot of the tags before
	 * @param value the tag's value
	 * @return the slot of both
	 */
	public long slot(long before, @Nullable E value) {
		int none = this.numbers.length;
		return before * (none + 1) + ((value != null) ? this.numbers[value.ordinal()] : none);
	}

	@Override
	int size() {
		return this.names.length;
	}

	@Override
	String value(int index) {
		return this.names[index];
	}

	// Without null, which most methods are never given.
	@Override
	int[] known() {
		return Arrays.stream(this.numbers).filter((number) -> number < this.numbers.length).distinct().toArray();
	}

}
