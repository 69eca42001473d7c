package io.sightglass.instrumentation.internal.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

	private final KafkaListenerMeters<?, ?> meters;

	private final ConsumerRecords<?, ?> records;

	private final Exception error;

	private final Runnable listener;

	private boolean succeeded;

	KafkaFailedBatch(KafkaPipeline pipeline, KafkaListenerMeters<?, ?> meters, ConsumerRecords<?, ?> records,
			Exception error, Runnable listener) {
		this.pipeline = pipeline;
		this.meters = meters;
		this.records = records;
		this.error = error;
		this.listener = listener;
	}

	/**
	 * A further attempt at the whole batch, whose end the interceptors see again, but not
	 * its beginning where they are asked before a transaction.
	 */
	@Override
	public void run() {
		this.pipeline.stage().retried(this.error);
		this.meters.triesAgain();
		this.listener.run();
		this.succeeded = true;
	}

	void ended(Consumer<?, ?> consumer, ConsumerRecords<?, ?> remaining) {
		if (this.succeeded) {
			return;
		}
		KafkaRedelivery redelivery = new KafkaRedelivery(consumer);
		int culprit = culprit();
		int index = 0;
		for (ConsumerRecord<?, ?> record : this.records) {
			boolean comesAgain = remaining.records(KafkaPipeline.partition(record)).contains(record)
					|| redelivery.brings(record);
			if (index < culprit) {
				processed(record, consumer);
			}
			else if (!comesAgain) {
				this.pipeline.failed(record, consumer, this.error);
			}
			else if (index == culprit) {
				this.pipeline.retried(record, consumer, this.error);
			}
			index++;
		}
	}

	private void processed(ConsumerRecord<?, ?> record, Consumer<?, ?> consumer) {
		if (KafkaMarks.wasFiltered(record)) {
			this.pipeline.filtered(record, consumer);
		}
		else {
			this.pipeline.processed(record, consumer);
		}
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
			if (record.offset() == wanted.offset()
					&& KafkaPipeline.partition(record).equals(KafkaPipeline.partition(wanted))) {
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

}
