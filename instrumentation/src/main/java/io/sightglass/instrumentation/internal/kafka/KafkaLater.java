package io.sightglass.instrumentation.internal.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record whose listener answered with a future.
 */
final class KafkaLater {

	private final KafkaPipeline pipeline;

	private final ConsumerRecord<?, ?> record;

	private final @Nullable KafkaLane lane;

	KafkaLater(KafkaPipeline pipeline, ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		this.pipeline = pipeline;
		this.record = record;
		this.lane = pipeline.lane(record, consumer);
		if (this.lane != null) {
			this.lane.runs(record.offset());
		}
	}

	void ended(@Nullable Throwable error, boolean batch) {
		if (error == null) {
			this.pipeline.processed(this.record, this.lane);
		}
		else if (batch) {
			// The container acknowledges it and logs the error.
			this.pipeline.failed(this.record, this.lane, error);
		}
		else {
			this.pipeline.stopped(this.record, this.lane);
		}
	}

}
