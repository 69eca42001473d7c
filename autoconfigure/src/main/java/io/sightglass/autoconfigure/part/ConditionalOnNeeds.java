package io.sightglass.autoconfigure.part;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.sightglass.instrumentation.internal.part.OptionalPart;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if the libraries at hand have each class, method and field that the annotated
 * configuration, and what it uses, refers to. If not, one line of the log says what is
 * missing, and the configuration stays out.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnNeedsCondition.class)
public @interface ConditionalOnNeeds {

	/**
	 * The part that would be off, as the log says it.
	 * @return its name
	 */
	String value();

	/**
	 * What it is a part of, where it is one of several ways to have it.
	 * @return a name, or nothing where it stands alone
	 */
	String of() default "";

	/**
	 * What works in its place, as the log says it.
	 * @return a sentence without its full stop
	 */
	String instead() default OptionalPart.UNMEASURED;

}
