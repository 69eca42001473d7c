package io.sightglass.instrumentation.internal.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a consumer stands now, so that one can tell which records come again.
 */
final class KafkaRedelivery {

	private static final long BEFORE_ALL = -1;

	private final Map<TopicPartition, Long> positions = new HashMap<>();

	private final Consumer<?, ?> consumer;

	KafkaRedelivery(Consumer<?, ?> consumer) {
		this.consumer = consumer;
	}

	boolean brings(ConsumerRecord<?, ?> record) {
		return this.positions.computeIfAbsent(KafkaPipeline.partition(record), this::position) <= record.offset();
	}

	private long position(TopicPartition partition) {
		try {
			return this.consumer.position(partition, Duration.ZERO);
		}
		catch (Throwable ex) {
			// The partition went elsewhere, and the record with it.
			return BEFORE_ALL;
		}
	}

}
