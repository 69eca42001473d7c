package io.sightglass.instrumentation.internal.kafka;

import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * The application's error handler, asked what it made of a failure: a record that it gave
 * up or recovered has failed; one that comes again is retried. In a transaction an
 * exception of the handler leaves that to whoever processes the rollback.
 */
final class KafkaErrorMeters implements CommonErrorHandler {

	private static final int DEPTH = 20;

	private final KafkaPipeline pipeline;

	private final KafkaListenerMeters<?, ?> listener;

	private final CommonErrorHandler own;

	private final boolean rollsBack;

	KafkaErrorMeters(KafkaPipeline pipeline, KafkaListenerMeters<?, ?> listener, CommonErrorHandler own,
			boolean rollsBack) {
		this.pipeline = pipeline;
		this.listener = listener;
		this.own = own;
		this.rollsBack = rollsBack;
	}

	@Override
	public boolean handleOne(Exception error, ConsumerRecord<?, ?> record, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean handled = false;
		try {
			handled = KafkaDeadLetterMeters.giveUp(this.pipeline,
					() -> this.own.handleOne(error, record, consumer, container));
			return handled;
		}
		finally {
			count(handled, record, consumer, error);
		}
	}

	@Override
	public void handleRemaining(Exception error, List<ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean thrown = true;
		try {
			KafkaDeadLetterMeters.giveUp(this.pipeline, () -> {
				this.own.handleRemaining(error, records, consumer, container);
				return true;
			});
			thrown = false;
		}
		finally {
			if (!(thrown && this.rollsBack)) {
				ConsumerRecord<?, ?> record = records.get(0);
				count(!comesAgain(record, consumer), record, consumer, error);
			}
		}
	}

	@Override
	public void handleBatch(Exception error, ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		KafkaFailedBatch batch = new KafkaFailedBatch(this.pipeline, this.listener, records, error, invokeListener);
		boolean thrown = true;
		try {
			this.own.handleBatch(error, records, consumer, container, batch);
			thrown = false;
		}
		finally {
			if (!(thrown && this.rollsBack)) {
				batch.ended(consumer, ConsumerRecords.empty());
			}
		}
	}

	@Override
	public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(Exception error, ConsumerRecords<?, ?> records,
			Consumer<?, ?> consumer, MessageListenerContainer container, Runnable invokeListener) {
		KafkaFailedBatch batch = new KafkaFailedBatch(this.pipeline, this.listener, records, error, invokeListener);
		ConsumerRecords<K, V> remaining = ConsumerRecords.empty();
		try {
			remaining = this.own.handleBatchAndReturnRemaining(error, records, consumer, container, batch);
			return remaining;
		}
		finally {
			batch.ended(consumer, remaining);
		}
	}

	@Override
	public void handleOtherException(Exception error, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		this.own.handleOtherException(error, consumer, container, batchListener);
	}

	@Override
	public boolean seeksAfterHandling() {
		return this.own.seeksAfterHandling();
	}

	@Override
	public boolean deliveryAttemptHeader() {
		return this.own.deliveryAttemptHeader();
	}

	@Override
	public int deliveryAttempt(TopicPartitionOffset offset) {
		return this.own.deliveryAttempt(offset);
	}

	@Override
	public void clearThreadState() {
		this.own.clearThreadState();
	}

	@Override
	public boolean isAckAfterHandle() {
		return this.own.isAckAfterHandle();
	}

	@Override
	public void setAckAfterHandle(boolean ack) {
		this.own.setAckAfterHandle(ack);
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			Runnable publishPause) {
		this.own.onPartitionsAssigned(consumer, partitions, publishPause);
	}

	// A record of another consumer, which no seek of this one brings back, has failed.
	private boolean comesAgain(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		return this.pipeline.owns(record, consumer) && new KafkaRedelivery(consumer).brings(record);
	}

	private void count(boolean ended, ConsumerRecord<?, ?> record, Consumer<?, ?> consumer, Exception error) {
		if (ended) {
			this.pipeline.failed(record, consumer, error);
		}
		else if (!isNotDue(error)) {
			this.pipeline.retried(record, consumer, error);
		}
	}

	/**
	 * Whether a record of a retry topic came before its time, and waits for it.
	 * @param error the error
	 * @return whether it is none
	 */
	static boolean isNotDue(Throwable error) {
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < DEPTH; depth++) {
			if (cause instanceof KafkaBackoffException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
