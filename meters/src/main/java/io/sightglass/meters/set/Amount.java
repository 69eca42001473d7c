package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of a {@link MeterSet}'s method that is recorded. A number is one without
 * saying so; the annotation gives it a unit, and makes a boolean the 0 or 1 of a gauge.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Amount {

	/**
	 * The base unit, which Prometheus appends to the name.
	 * @return a unit such as bytes, or nothing
	 */
	String unit() default "";

}
