package io.sightglass.meters.pipeline;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that is a stage: each call is a record. A {@code CompletionStage} or
 * {@code Mono} is a record that leaves when it ends; of a {@code Flux} each element is a
 * record. Cancellation is not counted as failure.
 *
 * <pre>
 * pipeline_records_processed_total{outcome="filtered",pipeline="orders",stage="enrich"} 20.0
 * </pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface PipelineStage {

	/**
	 * The pipeline's name.
	 * @return the name
	 */
	String pipeline();

	/**
	 * The stage's name; the method's where none is given.
	 * @return the name
	 */
	String stage() default "";

	/**
	 * Which results mean that the record was filtered.
	 * @return the results
	 */
	FilteredWhen[] filtered() default { FilteredWhen.NULL, FilteredWhen.EMPTY };

}
