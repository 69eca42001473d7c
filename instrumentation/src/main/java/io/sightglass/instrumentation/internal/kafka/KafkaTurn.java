package io.sightglass.instrumentation.internal.kafka;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer's thread has given to the listener last: one record or a batch. That
 * the listener returned does not end it: the container may yet roll back, or seek because
 * the listener called nack. It is settled when the thread goes on.
 */
final class KafkaTurn {

	private final KafkaPipeline pipeline;

	private final Consumer<?, ?> consumer;

	private Iterable<? extends ConsumerRecord<?, ?>> records = List.of();

	private long begun;

	private boolean timed;

	private boolean handedOver;

	private boolean returned;

	private boolean succeeded;

	KafkaTurn(KafkaPipeline pipeline, Consumer<?, ?> consumer) {
		this.pipeline = pipeline;
		this.consumer = consumer;
	}

	Consumer<?, ?> consumer() {
		return this.consumer;
	}

	Iterable<? extends ConsumerRecord<?, ?>> records() {
		return this.records;
	}

	void begins(Iterable<? extends ConsumerRecord<?, ?>> records) {
		KafkaMarks.clear();
		this.records = records;
		this.handedOver = false;
		leaves();
		records.forEach((record) -> this.pipeline.arrived(record, this.consumer));
		beginsAgain();
	}

	/** The listener's time begins. */
	void beginsAgain() {
		this.begun = this.pipeline.stage().startTiming();
		this.timed = true;
	}

	boolean has(ConsumerRecord<?, ?> wanted) {
		for (ConsumerRecord<?, ?> record : this.records) {
			if (record.offset() == wanted.offset() && record.partition() == wanted.partition()
					&& record.topic().equals(wanted.topic())) {
				return true;
			}
		}
		return false;
	}

	/** The listener's time ends. */
	void ends() {
		if (this.timed) {
			this.timed = false;
			this.pipeline.stage().stopTiming(this.begun);
		}
	}

	void returns() {
		this.returned = !this.handedOver;
	}

	/** The container is through with it, and so is its transaction. */
	void succeeds() {
		this.succeeded = this.returned;
	}

	/** Nothing is to be settled: it failed, or somebody else settles it. */
	void leaves() {
		this.timed = false;
		this.returned = false;
		this.succeeded = false;
	}

	/**
	 * A future has the records from here on.
	 * @return when the listener was called
	 */
	long handsOver() {
		leaves();
		this.handedOver = true;
		return this.begun;
	}

	/**
	 * The thread goes on to the next one.
	 */
	void settle() {
		settle(null);
	}

	/**
	 * The thread goes on to the next poll: what the listener sent back comes again.
	 */
	void settleLast() {
		settle(this.succeeded ? new KafkaRedelivery(this.consumer) : null);
	}

	private void settle(@Nullable KafkaRedelivery redelivery) {
		boolean retried = false;
		Throwable error = KafkaMarks.error();
		for (ConsumerRecord<?, ?> record : this.succeeded ? this.records : List.<ConsumerRecord<?, ?>>of()) {
			if (redelivery != null && redelivery.brings(record)) {
				if (!retried) {
					this.pipeline.retried(record, this.consumer, null);
				}
				retried = true;
			}
			else if (KafkaMarks.wasFiltered(record)) {
				this.pipeline.filtered(record, this.consumer);
			}
			else if (error != null) {
				this.pipeline.failed(record, this.consumer, error);
			}
			else {
				this.pipeline.processed(record, this.consumer);
			}
		}
		this.records = List.of();
		leaves();
	}

}
