package io.sightglass.autoconfigure;

import io.sightglass.instrumentation.internal.part.WrongProperty;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A property that is a share, such as a sample rate.
 */
public final class Share {

	private Share() {
	}

	/**
	 * Refuses what is no share.
	 * @param property the property's name
	 * @param value its value
	 * @throws InvalidConfigurationPropertyValueException if it is not from 0.0 to 1.0
	 */
	public static void check(String property, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw WrongProperty.of(property, value, "It is a share from 0.0 to 1.0.");
		}
	}

}
