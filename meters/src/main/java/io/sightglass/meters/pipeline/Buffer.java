package io.sightglass.meters.pipeline;

/**
 * A queue that is shown as a buffer until this is closed.
 *
 * <pre>
 * pipeline_buffer_size{pipeline="orders",stage="enrich"} 8.0
 * pipeline_buffer_utilization{pipeline="orders",stage="enrich"} 0.8
 * </pre>
 */
public interface Buffer extends AutoCloseable {

	/** Shows nothing. */
	Buffer NONE = () -> {
	};

	/** Lets go of the queue; its share of the gauges is gone. */
	@Override
	void close();

}
