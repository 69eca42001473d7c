package io.sightglass.instrumentation.internal.kafka;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/**
 * The application's channel for what its flow could not do. Where nobody there throws,
 * the record is done with, and has failed.
 */
final class KafkaErrorChannel implements MessageChannel {

	private final MessageChannel own;

	KafkaErrorChannel(MessageChannel own) {
		this.own = own;
	}

	@Override
	public boolean send(Message<?> message, long timeout) {
		boolean sent = this.own.send(message, timeout);
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
