package io.sightglass.instrumentation.internal.kafka;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/**
 * The application's channel for what its flow could not do. Where nobody there throws,
 * the record is done with, and has failed.
 */
final class KafkaErrorChannel implements MessageChannel {

	private final MessageChannel own;

	private final KafkaPipeline pipeline;

	KafkaErrorChannel(MessageChannel own, KafkaPipeline pipeline) {
		this.own = own;
		this.pipeline = pipeline;
	}

	@Override
	public boolean send(Message<?> message, long timeout) {
		boolean sent = KafkaDeadLetterMeters.giveUp(this.pipeline, () -> this.own.send(message, timeout));
		if (sent && message.getPayload() instanceof Throwable error) {
			KafkaMarks.failed(error);
		}
		return sent;
	}

	@Override
	public String toString() {
		return this.own.toString();
	}

}
