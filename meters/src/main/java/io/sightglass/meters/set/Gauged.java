package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link MeterSet} behind which a gauge stands: it returns a
 * {@link GaugeLevel}, or returns nothing and takes the value.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Gauged {

	/**
	 * The meter's name.
	 * @return Micrometer's dotted name
	 */
	String value();

	/**
	 * What it means.
	 * @return one sentence
	 */
	String description() default "";

	/**
	 * Constant tags.
	 * @return keys and values in turn
	 */
	String[] extraTags() default {};

	/**
	 * The base unit, which Prometheus appends to the name.
	 * @return a unit such as bytes, or nothing
	 */
	String unit() default "";

}
