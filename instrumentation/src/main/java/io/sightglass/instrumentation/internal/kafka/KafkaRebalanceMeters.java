package io.sightglass.instrumentation.internal.kafka;

import java.util.Collection;
import java.util.function.Supplier;

import io.sightglass.meters.pipeline.ConsumerGroup;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.util.function.SingletonSupplier;

/**
 * Counts each assignment as a rebalance, and passes everything on to the application's
 * own listener.
 */
final class KafkaRebalanceMeters implements ConsumerAwareRebalanceListener {

	private final KafkaPipeline pipeline;

	private final SingletonSupplier<ConsumerGroup> group;

	private final @Nullable ConsumerRebalanceListener own;

	KafkaRebalanceMeters(KafkaPipeline pipeline, Supplier<String> group, @Nullable ConsumerRebalanceListener own) {
		this.pipeline = pipeline;
		this.group = SingletonSupplier.of(() -> pipeline.pipeline().group(group.get()));
		this.own = own;
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		this.group.obtain().rebalanced();
		if (this.own instanceof ConsumerAwareRebalanceListener aware) {
			aware.onPartitionsAssigned(consumer, partitions);
		}
		else if (this.own != null) {
			this.own.onPartitionsAssigned(partitions);
		}
	}

	@Override
	public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		if (this.own instanceof ConsumerAwareRebalanceListener aware) {
			aware.onPartitionsRevokedBeforeCommit(consumer, partitions);
		}
		else if (this.own != null) {
			this.own.onPartitionsRevoked(partitions);
		}
	}

	@Override
	public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		this.pipeline.gone(consumer, partitions);
		if (this.own instanceof ConsumerAwareRebalanceListener aware) {
			aware.onPartitionsRevokedAfterCommit(consumer, partitions);
		}
	}

	@Override
	public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
		this.pipeline.gone(consumer, partitions);
		if (this.own instanceof ConsumerAwareRebalanceListener aware) {
			aware.onPartitionsLost(consumer, partitions);
		}
		else if (this.own != null) {
			this.own.onPartitionsLost(partitions);
		}
	}

}
