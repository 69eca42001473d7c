package io.sightglass.instrumentation.internal.part;

import io.sightglass.registry.internal.log.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Refuses a property. Its value is shown, but no secret in it.
 */
public final class WrongProperty {

	private WrongProperty() {
	}

	/**
	 * What is thrown for a property that is wrong.
	 * @param name the property
	 * @param value its value
	 * @param why what is allowed
	 * @return the exception
	 */
	public static InvalidConfigurationPropertyValueException of(String name, @Nullable Object value, String why) {
		return new InvalidConfigurationPropertyValueException(Printable.value(name), shown(value), Printable.line(why));
	}

	/**
	 * A value as it may be shown.
	 * @param value the value
	 * @return its text, of an address without user, password and query
	 */
	public static String shown(@Nullable Object value) {
		String text = String.valueOf(value);
		return text.contains("://") ? Printable.place(text) : Printable.value(text);
	}

}
