package io.sightglass.instrumentation.internal.kafka;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DeliveryAttemptAware;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * The application's processor of what was rolled back: what it leaves behind the consumer
 * has failed, any other record comes again.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
class KafkaRollbackMeters<K, V> implements AfterRollbackProcessor<K, V> {

	private final KafkaPipeline pipeline;

	private final KafkaListenerMeters<K, V> listener;

	private final AfterRollbackProcessor<K, V> own;

	private KafkaRollbackMeters(KafkaPipeline pipeline, KafkaListenerMeters<K, V> listener,
			AfterRollbackProcessor<K, V> own) {
		this.pipeline = pipeline;
		this.listener = listener;
		this.own = own;
	}

	static <K, V> AfterRollbackProcessor<K, V> of(KafkaPipeline pipeline, KafkaListenerMeters<K, V> listener,
			AfterRollbackProcessor<K, V> own) {
		return (own instanceof DeliveryAttemptAware counting) ? new Counting<>(pipeline, listener, own, counting)
				: new KafkaRollbackMeters<>(pipeline, listener, own);
	}

	@Override
	public void process(List<ConsumerRecord<K, V>> records, Consumer<K, V> consumer, MessageListenerContainer container,
			Exception exception, boolean recoverable, EOSMode eosMode) {
		this.listener.rolledBack();
		try {
			KafkaDeadLetterMeters.giveUp(this.pipeline, () -> {
				this.own.process(records, consumer, container, exception, recoverable, eosMode);
				return true;
			});
		}
		finally {
			// The others have not been given to the listener.
			settle(List.of(records.get(0)), consumer, exception);
		}
	}

	@Override
	public void processBatch(ConsumerRecords<K, V> records, List<ConsumerRecord<K, V>> recordList,
			Consumer<K, V> consumer, MessageListenerContainer container, Exception exception, boolean recoverable,
			EOSMode eosMode) {
		this.listener.rolledBack();
		try {
			this.own.processBatch(records, recordList, consumer, container, exception, recoverable, eosMode);
		}
		finally {
			settle(recordList, consumer, exception);
		}
	}

	@Override
	public boolean isProcessInTransaction() {
		return this.own.isProcessInTransaction();
	}

	@Override
	public void clearThreadState() {
		this.own.clearThreadState();
		// The last thing that a container does once it has closed its consumer.
		this.listener.left();
	}

	private void settle(List<ConsumerRecord<K, V>> records, Consumer<K, V> consumer, Exception error) {
		KafkaRedelivery redelivery = new KafkaRedelivery(consumer);
		boolean retried = false;
		for (ConsumerRecord<K, V> record : records) {
			if (!redelivery.brings(record)) {
				this.pipeline.failed(record, consumer, error);
			}
			else if (!retried) {
				this.pipeline.retried(record, consumer, error);
				retried = true;
			}
		}
	}

	/**
	 * One that knows how often a record was tried.
	 *
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 */
	private static final class Counting<K, V> extends KafkaRollbackMeters<K, V> implements DeliveryAttemptAware {

		private final DeliveryAttemptAware counting;

		Counting(KafkaPipeline pipeline, KafkaListenerMeters<K, V> listener, AfterRollbackProcessor<K, V> own,
				DeliveryAttemptAware counting) {
			super(pipeline, listener, own);
			this.counting = counting;
		}

		@Override
		public int deliveryAttempt(TopicPartitionOffset offset) {
			return this.counting.deliveryAttempt(offset);
		}

	}

}
