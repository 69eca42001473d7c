package io.sightglass.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches unless {@code sightglass.enabled} or a {@code sightglass.<key>.enabled} is
 * false.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnEnabledCondition.class)
public @interface ConditionalOnEnabled {

	/**
	 * The keys below {@code sightglass}: a family, and what of it this is, such as a
	 * library. Without any, Sightglass as a whole.
	 * @return the keys
	 */
	String[] value() default {};

	/**
	 * Keys of which one is enough, for what several families show.
	 * @return the keys, or nothing
	 */
	String[] anyOf() default {};

	/**
	 * A key that is off unless it is switched on, for what calls out of the application
	 * or shows more than the application.
	 * @return the key, or nothing
	 */
	String optIn() default "";

}
