package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many values a {@code String} tag of a {@link MeterSet} may have; later ones become
 * {@code other}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounded {

	/** The limit of a tag that names none. */
	int DEFAULT_LIMIT = 100;

	/**
	 * The limit.
	 * @return at least 1
	 */
	int value();

}
