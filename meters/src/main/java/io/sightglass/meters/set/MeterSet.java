package io.sightglass.meters.set;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An interface whose methods are meters. The annotation processor checks it and writes
 * the class behind it.
 *
 * <pre class="code">
 * &#64;MeterSet("incidents")
 * interface IncidentMeters {
 *
 *     &#64;Counted("incidents")
 *     void incident(Severity severity, Status status);
 *
 *     &#64;Timed("incident.processing.duration")
 *     Timing processing(Severity severity);
 *
 *     &#64;Gauged("incidents.active")
 *     GaugeLevel active(Severity severity);
 *
 * }
 * </pre>
 *
 * {@code @Counted} and {@code @Timed} are Micrometer's own.
 *
 * <pre>
 * incidents_total{severity="high",status="open"} 1.0
 * incident_processing_duration_seconds_count{outcome="success",severity="high"} 1
 * incidents_active{severity="high"} 1.0
 * </pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MeterSet {

	/** The prefix that says: the one of the whole application. */
	String GLOBAL_PREFIX = "*";

	/**
	 * The set's name, by which properties and documents know it. It stands in no meter's
	 * name.
	 * @return lower-case words joined by dashes
	 */
	String value();

	/**
	 * What stands before the names of this set's meters, in place of the application's
	 * prefix; the empty string for nothing at all.
	 * @return the prefix without its last dot
	 */
	String prefix() default GLOBAL_PREFIX;

}
