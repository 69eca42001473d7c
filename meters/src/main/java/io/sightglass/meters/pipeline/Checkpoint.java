package io.sightglass.meters.pipeline;

/**
 * How far a pipeline has safely come.
 *
 * <pre>
 * pipeline_checkpoints_total{pipeline="orders"} 60.0
 * pipeline_checkpoint_age_seconds{pipeline="orders"} 1.2
 * </pre>
 */
public interface Checkpoint {

	/** Records nothing. */
	Checkpoint NONE = new Checkpoint() {
	};

	/** Saved now. */
	default void saved() {
	}

}
