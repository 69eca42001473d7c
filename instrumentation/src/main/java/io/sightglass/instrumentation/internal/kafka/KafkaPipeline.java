package io.sightglass.instrumentation.internal.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.Stage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * A consumer group as a pipeline. A record counts as received when its offset comes for
 * the first time since the partition came here, and ends once; what comes again is a
 * retry, or rides along with one.
 *
 * <pre>
 * pipeline_records_received_total{pipeline="billing",source="orders"} 100.0
 * pipeline_records_processed_total{outcome="success",pipeline="billing",stage="listener"} 85.0
 * pipeline_records_delivered_total{pipeline="billing",sink="orders-dlt"} 5.0
 * pipeline_latency_seconds_count{pipeline="billing"} 85
 * </pre>
 */
final class KafkaPipeline {

	// A partition may be in the hands of a consumer that does not know yet that it lost
	// it.
	private final Map<Consumer<?, ?>, Map<TopicPartition, KafkaLane>> lanes = new ConcurrentHashMap<>();

	private final SingletonSupplier<Pipeline> pipeline;

	private final SingletonSupplier<Pipeline> first;

	private final SingletonSupplier<Stage> stage;

	/**
	 * A pipeline that is asked for when the container runs: before that, the application
	 * may give it another group.
	 * @param pipeline asks for it
	 * @param first asks for that of the listener which this one is a retry topic of
	 */
	KafkaPipeline(Supplier<Pipeline> pipeline, Supplier<Pipeline> first) {
		this.pipeline = SingletonSupplier.of(pipeline);
		this.first = SingletonSupplier.of(first);
		this.stage = SingletonSupplier.of(() -> pipeline().stage("listener"));
	}

	Pipeline pipeline() {
		return this.pipeline.obtain();
	}

	/**
	 * The pipeline to whose sinks a record goes that is given up: Spring Kafka names the
	 * group that had the record first.
	 * @return this one, or the first of its retry topics
	 */
	Pipeline first() {
		return this.first.obtain();
	}

	Stage stage() {
		return this.stage.obtain();
	}

	void arrived(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		KafkaLane lane = lane(record, consumer);
		if (lane == null) {
			lane = this.lanes.computeIfAbsent(consumer, (any) -> new ConcurrentHashMap<>())
				.computeIfAbsent(partition(record), (any) -> new KafkaLane());
		}
		if (lane.arrives(record.offset())) {
			pipeline().source(record.topic()).received();
		}
		lane.passed(record.offset()).forEach((error) -> stage().failed(1, error));
	}

	void processed(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		processed(record, lane(record, consumer));
	}

	void processed(ConsumerRecord<?, ?> record, @Nullable KafkaLane lane) {
		if (ends(record, lane)) {
			stage().processed(1);
			pipeline().ended(1);
			pipeline().latencySince(Instant.ofEpochMilli(record.timestamp()));
		}
	}

	void filtered(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		if (ends(record, lane(record, consumer))) {
			stage().filtered(1);
		}
	}

	void failed(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer, Throwable error) {
		failed(record, lane(record, consumer), error);
	}

	void failed(ConsumerRecord<?, ?> record, @Nullable KafkaLane lane, Throwable error) {
		if (!ends(record, lane)) {
			return;
		}
		if (error instanceof CancellationException) {
			stage().cancelled(1);
		}
		else {
			stage().failed(1, error);
		}
	}

	/**
	 * The record comes again.
	 * @param record the record
	 * @param consumer who has it
	 * @param error what the attempt failed with, or null where the listener asked for it
	 */
	void retried(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer, @Nullable Throwable error) {
		KafkaLane lane = lane(record, consumer);
		if (lane == null || !lane.comesAgain(record.offset(), error)) {
			return;
		}
		if (error != null) {
			stage().retried(error);
		}
		else {
			stage().retried();
		}
	}

	/**
	 * The future of a record failed: the error handler will be asked, unless the
	 * partition went elsewhere.
	 * @param record the record
	 * @param lane where it is
	 */
	void stopped(ConsumerRecord<?, ?> record, @Nullable KafkaLane lane) {
		if (lane != null && lane.stops(record.offset())) {
			stage().cancelled(1);
		}
	}

	/**
	 * Partitions that went elsewhere: what was not done comes again there.
	 * @param consumer who had them
	 * @param partitions the partitions
	 */
	void gone(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		Map<TopicPartition, KafkaLane> own = this.lanes.get(consumer);
		if (own == null) {
			return;
		}
		for (TopicPartition partition : List.copyOf(partitions)) {
			KafkaLane lane = own.remove(partition);
			if (lane != null) {
				stage().cancelled(lane.leave());
			}
		}
	}

	/**
	 * A consumer was closed.
	 * @param consumer which one
	 */
	void closed(Consumer<?, ?> consumer) {
		Map<TopicPartition, KafkaLane> own = this.lanes.get(consumer);
		if (own != null) {
			gone(consumer, own.keySet());
			this.lanes.remove(consumer);
		}
	}

	boolean owns(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		Map<TopicPartition, KafkaLane> own = this.lanes.get(consumer);
		return own != null && own.containsKey(partition(record));
	}

	/**
	 * Where a record is. Spring Kafka may ask one consumer's error handler about a record
	 * of another one, whose future failed.
	 * @param record the record
	 * @param consumer who asks
	 * @return its place, or null where it is nowhere
	 */
	@Nullable KafkaLane lane(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		TopicPartition partition = partition(record);
		Map<TopicPartition, KafkaLane> own = this.lanes.get(consumer);
		KafkaLane lane = (own != null) ? own.get(partition) : null;
		if (lane == null) {
			for (Map<TopicPartition, KafkaLane> each : this.lanes.values()) {
				KafkaLane other = each.get(partition);
				if (other != null && other.has(record.offset())) {
					return other;
				}
			}
		}
		return lane;
	}

	static TopicPartition partition(ConsumerRecord<?, ?> record) {
		return new TopicPartition(record.topic(), record.partition());
	}

	private static boolean ends(ConsumerRecord<?, ?> record, @Nullable KafkaLane lane) {
		return lane != null && lane.ends(record.offset());
	}

}
