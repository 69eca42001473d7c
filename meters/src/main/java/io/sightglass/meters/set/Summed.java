package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link MeterSet} that records an amount into a distribution summary.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Summed {

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
	 * Whether buckets are published, from which Prometheus computes percentiles.
	 * @return whether there are buckets
	 */
	boolean histogram() default false;

	/**
	 * Percentiles that the application itself computes.
	 * @return shares from 0 to 1
	 */
	double[] percentiles() default {};

	/**
	 * The bounds of buckets, in the unit of the amount.
	 * @return rising bounds
	 */
	double[] serviceLevelObjectives() default {};

}
