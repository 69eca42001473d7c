package io.sightglass.instrumentation.internal.kafka;

import java.util.Map;

import io.sightglass.meters.pipeline.Checkpoint;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Hears each commit of a consumer, whoever made it, as a checkpoint of its group. Kafka
 * makes this object and gives it the consumer's configuration.
 */
public final class KafkaCommitMeters implements ConsumerInterceptor<Object, Object> {

	static final String METERS = "sightglass.pipeline.meters";

	private Checkpoint checkpoint = Checkpoint.NONE;

	@Override
	public void configure(Map<String, ?> configs) {
		if (configs.get(METERS) instanceof PipelineMeters meters
				&& configs.get(ConsumerConfig.GROUP_ID_CONFIG) instanceof String group) {
			this.checkpoint = meters.pipeline(group).checkpoint();
		}
	}

	@Override
	public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
		return records;
	}

	@Override
	public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
		if (!offsets.isEmpty()) {
			this.checkpoint.saved();
		}
	}

	@Override
	public void close() {
		// Nothing is open.
	}

}
