package io.sightglass.instrumentation.internal.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.Stage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer group as a pipeline. A record counts as received when its offset is seen for
 * the first time since the partition came here; what comes again is a retry, or rides
 * along with one.
 *
 * <pre>
 * pipeline_records_received_total{pipeline="billing",source="orders"} 100.0
 * pipeline_records_processed_total{outcome="success",pipeline="billing",stage="listener"} 85.0
 * pipeline_records_delivered_total{pipeline="billing",sink="orders-dlt"} 5.0
 * pipeline_latency_seconds_count{pipeline="billing"} 85
 * </pre>
 */
final class KafkaPipeline {

	private final Map<TopicPartition, Long> highest = new ConcurrentHashMap<>();

	private final Pipeline pipeline;

	private final Stage stage;

	KafkaPipeline(Pipeline pipeline) {
		this.pipeline = pipeline;
		this.stage = pipeline.stage("listener");
	}

	Pipeline pipeline() {
		return this.pipeline;
	}

	Stage stage() {
		return this.stage;
	}

	void arrived(ConsumerRecord<?, ?> record) {
		TopicPartition partition = new TopicPartition(record.topic(), record.partition());
		Long known = this.highest.get(partition);
		// Only the thread that owns the partition writes its entry.
		if (known == null || record.offset() > known) {
			this.highest.put(partition, record.offset());
			this.pipeline.source(record.topic()).received();
		}
	}

	/**
	 * A record was handled, or the application's filter kept it from the listener.
	 */
	void processed(ConsumerRecord<?, ?> record) {
		if (KafkaFilterMark.wasFiltered(record)) {
			this.stage.filtered(1);
			return;
		}
		this.stage.processed(1);
		this.pipeline.ended(1);
		this.pipeline.latencySince(record.timestamp());
	}

	void gone(Collection<TopicPartition> partitions) {
		partitions.forEach(this.highest::remove);
	}

}
