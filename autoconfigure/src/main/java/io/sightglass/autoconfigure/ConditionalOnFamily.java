package io.sightglass.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches unless {@code sightglass.enabled} or {@code sightglass.<family>.enabled} is
 * false.
 */
@Documented
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnFamilyCondition.class)
public @interface ConditionalOnFamily {

	/**
	 * The family's key below {@code sightglass}, or nothing for Sightglass as a whole.
	 * @return the key
	 */
	String value() default "";

}
