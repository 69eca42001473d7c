package io.sightglass.instrumentation.internal.part;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that is used only after somebody asked whether its library is there, or whose
 * methods only those versions call that have what they need. What it lacks turns no part
 * off.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface LoadedOnDemand {

}
