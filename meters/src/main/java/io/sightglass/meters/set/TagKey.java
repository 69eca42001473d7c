package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the tag that a parameter of a {@link MeterSet}'s method is. Without it the
 * parameter's own name is used, {@code queryType} as {@code query.type}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface TagKey {

	/**
	 * The tag's key.
	 * @return Micrometer's dotted key
	 */
	String value();

}
