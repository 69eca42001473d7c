package io.sightglass.meters.set;

import java.util.Locale;
import java.util.function.Function;

import io.sightglass.registry.tag.BoundedValues;
import org.jspecify.annotations.Nullable;

/**
 * A tag whose values are the constants of an enum, and {@code none} for null.
 *
 * @param <E> the enum
 */
public final class EnumTag<E extends Enum<E>> extends TagAxis {

	private final String[] names;

	/**
	 * The tag of an enum.
	 * @param constants all constants
	 * @param naming a constant's tag value
	 */
	public EnumTag(E[] constants, Function<E, String> naming) {
		this.names = new String[constants.length + 1];
		for (E constant : constants) {
			this.names[constant.ordinal()] = naming.apply(constant);
		}
		this.names[constants.length] = BoundedValues.NONE;
	}

	/**
	 * The tag of an enum whose values are its constants' names in lower case.
	 * @param constants all constants
	 */
	public EnumTag(E[] constants) {
		this(constants, (constant) -> constant.name().toLowerCase(Locale.ROOT));
	}

	/**
	 * The slot behind this tag.
	 * @param before the slot of the tags before
	 * @param value the tag's value
	 * @return the slot of both
	 */
	public long slot(long before, @Nullable E value) {
		int size = this.names.length;
		return before * size + ((value != null) ? value.ordinal() : size - 1);
	}

	@Override
	int size() {
		return this.names.length;
	}

	@Override
	String value(int index) {
		return this.names[index];
	}

}
