package io.sightglass.instrumentation.internal.kafka;

import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * The application's error handler, asked what it made of a failure: a record that it gave
 * up or recovered has failed; one that comes again is retried.
 */
final class KafkaErrorMeters implements CommonErrorHandler {

	private final KafkaPipeline pipeline;

	private final CommonErrorHandler own;

	KafkaErrorMeters(KafkaPipeline pipeline, CommonErrorHandler own) {
		this.pipeline = pipeline;
		this.own = own;
	}

	@Override
	public boolean handleOne(Exception error, ConsumerRecord<?, ?> record, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean handled = this.own.handleOne(error, record, consumer, container);
		count(handled, 1, error);
		return handled;
	}

	@Override
	public void handleRemaining(Exception error, List<ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean recovered = false;
		try {
			this.own.handleRemaining(error, records, consumer, container);
			recovered = true;
		}
		finally {
			count(recovered, 1, error);
		}
	}

	@Override
	public void handleBatch(Exception error, ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		KafkaFailedBatch batch = new KafkaFailedBatch(this.pipeline, records, error, invokeListener);
		try {
			this.own.handleBatch(error, records, consumer, container, batch);
		}
		finally {
			batch.ended(consumer, ConsumerRecords.empty());
		}
	}

	@Override
	public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(Exception error, ConsumerRecords<?, ?> records,
			Consumer<?, ?> consumer, MessageListenerContainer container, Runnable invokeListener) {
		KafkaFailedBatch batch = new KafkaFailedBatch(this.pipeline, records, error, invokeListener);
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

	private void count(boolean ended, long records, Exception error) {
		if (ended) {
			this.pipeline.stage().failed(records, error);
		}
		else {
			this.pipeline.stage().retried(error);
		}
	}

}
