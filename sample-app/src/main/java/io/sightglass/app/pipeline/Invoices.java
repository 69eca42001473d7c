package io.sightglass.app.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends an invoice for each packed order through Kafka; its timestamp is that of the
 * order.
 */
@Component
class Invoices {

	static final String TOPIC = "invoices";

	static final String DEAD_LETTERS = "invoices-dlt";

	private final KafkaTemplate<Object, Object> kafka;

	private final BrokerAddress address;

	Invoices(KafkaTemplate<Object, Object> kafka, BrokerAddress address) {
		this.kafka = kafka;
		this.address = address;
	}

	void send(Order order) {
		// What is packed before the broker is there is paid at the door.
		if (this.address.isKnown()) {
			String number = String.valueOf(order.number());
			this.kafka.send(new ProducerRecord<>(TOPIC, null, order.placedAt().toEpochMilli(), number, number));
		}
	}

}
