package io.sightglass.instrumentation.internal.kafka;

import java.time.Duration;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * A batch whose listener threw. What the error handler made of it is read from what it
 * hands back and from where it leaves the consumer: a record at or behind that position
 * comes again, any other one was given up. Where the listener named the record that
 * failed, those before it are done.
 */
final class KafkaFailedBatch implements Runnable {

	private static final int DEPTH = 20;

	private final KafkaPipeline pipeline;

	private final ConsumerRecords<?, ?> records;

	private final Exception error;

	private final Runnable listener;

	private boolean succeeded;

	KafkaFailedBatch(KafkaPipeline pipeline, ConsumerRecords<?, ?> records, Exception error, Runnable listener) {
		this.pipeline = pipeline;
		this.records = records;
		this.error = error;
		this.listener = listener;
	}

	/** A further attempt at the whole batch, which the interceptors see again. */
	@Override
	public void run() {
		this.pipeline.stage().retried(this.error);
		this.listener.run();
		this.succeeded = true;
	}

	void ended(Consumer<?, ?> consumer, ConsumerRecords<?, ?> remaining) {
		if (this.succeeded) {
			return;
		}
		int culprit = culprit();
		int index = 0;
		long failed = 0;
		for (ConsumerRecord<?, ?> record : this.records) {
			if (index < culprit) {
				this.pipeline.processed(record);
			}
			else if (!comesAgain(record, consumer, remaining)) {
				failed++;
			}
			else if (index == culprit) {
				this.pipeline.stage().retried(this.error);
			}
			index++;
		}
		this.pipeline.stage().failed(failed, this.error);
	}

	// The first record that was not done; a batch whose listener named none is not done
	// at all.
	private int culprit() {
		BatchListenerFailedException failure = failedRecord();
		if (failure == null) {
			return 0;
		}
		ConsumerRecord<?, ?> record = failure.getRecord();
		int culprit = (record != null) ? indexOf(record) : failure.getIndex();
		return (culprit < this.records.count()) ? Math.max(0, culprit) : 0;
	}

	private int indexOf(ConsumerRecord<?, ?> wanted) {
		int index = 0;
		for (ConsumerRecord<?, ?> record : this.records) {
			if (record.offset() == wanted.offset() && partition(record).equals(partition(wanted))) {
				return index;
			}
			index++;
		}
		return 0;
	}

	private @Nullable BatchListenerFailedException failedRecord() {
		Throwable cause = this.error;
		for (int depth = 0; cause != null && depth < DEPTH; depth++) {
			if (cause instanceof BatchListenerFailedException failure) {
				return failure;
			}
			cause = cause.getCause();
		}
		return null;
	}

	private static boolean comesAgain(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer,
			ConsumerRecords<?, ?> remaining) {
		TopicPartition partition = partition(record);
		if (remaining.records(partition).contains(record)) {
			return true;
		}
		try {
			return consumer.position(partition, Duration.ZERO) <= record.offset();
		}
		catch (RuntimeException ex) {
			// The partition went elsewhere, and the record with it.
			return true;
		}
	}

	private static TopicPartition partition(ConsumerRecord<?, ?> record) {
		return new TopicPartition(record.topic(), record.partition());
	}

}
