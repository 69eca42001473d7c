package io.sightglass.meters.pipeline;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * One pipeline: records come in at sources, pass stages, and go out at sinks.
 *
 * <pre>
 * pipeline_records_in_flight{pipeline="orders"} 12.0
 * pipeline_latency_seconds_count{pipeline="orders"} 968
 * </pre>
 */
public interface Pipeline {

	/** Records nothing. */
	Pipeline NONE = new Pipeline() {
	};

	/**
	 * A source at which records come in. The same name gives the same one.
	 * @param name its name, shown as the tag {@code source}; beyond a hundred sources,
	 * all further ones are "other"
	 * @return the source
	 */
	default Source source(String name) {
		return Source.NONE;
	}

	/**
	 * A stage that records pass. The same name gives the same one.
	 * @param name its name, shown as the tag {@code stage}; beyond a hundred stages, all
	 * further ones are "other"
	 * @return the stage
	 */
	default Stage stage(String name) {
		return Stage.NONE;
	}

	/**
	 * A sink in which a record's way ends: it is no longer in flight.
	 * @param name the sink's name
	 * @return the sink
	 */
	default Sink sink(String name) {
		return Sink.NONE;
	}

	/**
	 * A sink beside a record's way, such as an audit log or a dead-letter topic, whose
	 * record has ended or goes on elsewhere.
	 * @param name the sink's name
	 * @return the sink, which leaves the records in flight alone
	 */
	default Sink sideSink(String name) {
		return Sink.NONE;
	}

	/**
	 * Records that end their way here without a sink.
	 * @param records how many
	 */
	default void ended(long records) {
	}

	/**
	 * The time from a record's origin to now, where no sink tells it.
	 * @param origin the record's own timestamp; none, one of 1970 and before, and one
	 * older than a year is not timed
	 */
	default void latencySince(@Nullable Instant origin) {
	}

	/**
	 * Shows a queue as the buffer before a stage. Several queues of one name are added
	 * up.
	 * @param stage the stage that the queue feeds
	 * @param queue the queue, kept until the buffer is closed
	 * @return the buffer
	 */
	default Buffer buffer(String stage, BlockingQueue<?> queue) {
		return buffer(stage, () -> queue.size(), () -> (long) queue.size() + queue.remainingCapacity());
	}

	/**
	 * Shows the queue of an executor as the buffer before a stage; of Spring's, give
	 * {@code executor.getThreadPoolExecutor()}.
	 * @param stage the stage that the executor works for
	 * @param executor the executor
	 * @return the buffer
	 */
	default Buffer buffer(String stage, ThreadPoolExecutor executor) {
		return buffer(stage, () -> executor.getQueue().size(),
				() -> (long) executor.getQueue().size() + executor.getQueue().remainingCapacity());
	}

	/**
	 * Shows anything with a size and a capacity as the buffer before a stage.
	 * @param stage the stage that the buffer feeds
	 * @param size how many records are in it now
	 * @param capacity how many it can hold
	 * @return the buffer
	 */
	default Buffer buffer(String stage, LongSupplier size, LongSupplier capacity) {
		return Buffer.NONE;
	}

	/**
	 * The pipeline's checkpoint, whose age counts from this first call until it is saved.
	 * @return the checkpoint
	 */
	default Checkpoint checkpoint() {
		return Checkpoint.NONE;
	}

	/**
	 * A consumer group that shares the pipeline's partitions.
	 * @param name the group's name
	 * @return the consumer group
	 */
	default ConsumerGroup group(String name) {
		return ConsumerGroup.NONE;
	}

}
