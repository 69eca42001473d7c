package io.sightglass.autoconfigure.pipeline;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The further attempts at a batch that failed: each is a retry, and the last one decides
 * for all of its records.
 */
final class KafkaBatchAttempts implements Runnable {

	private final KafkaPipeline pipeline;

	private final Runnable listener;

	private final Exception error;

	private boolean succeeded;

	KafkaBatchAttempts(KafkaPipeline pipeline, Exception error, Runnable listener) {
		this.pipeline = pipeline;
		this.error = error;
		this.listener = listener;
	}

	@Override
	public void run() {
		this.pipeline.stage().retried(this.error);
		this.listener.run();
		this.succeeded = true;
	}

	void ended(ConsumerRecords<?, ?> records) {
		if (this.succeeded) {
			records.forEach(this.pipeline::processed);
		}
		else {
			this.pipeline.stage().failed(records.count(), this.error);
		}
	}

}
