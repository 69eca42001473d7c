package io.sightglass.app.pipeline;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Takes invoices from Kafka to the till. A free order is filtered, a customer who does
 * not answer is asked again, and one who never does is a dead letter. The consumer group
 * {@code billing} is a pipeline of its own, without a line of code for it.
 */
@Component
class Billing {

	static final String CLERK = "billing-clerk";

	static final String HELP = "billing-help";

	private static final String GROUP = "billing";

	private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

	private final Till till;

	Billing(Till till) {
		this.till = till;
	}

	@KafkaListener(id = CLERK, groupId = GROUP, topics = Invoices.TOPIC, autoStartup = "false")
	@KafkaListener(id = HELP, groupId = GROUP, topics = Invoices.TOPIC, autoStartup = "false")
	void bill(ConsumerRecord<String, String> invoice) throws TimeoutException {
		Order order = orderOf(invoice);
		boolean silent = order.number() % 100 == 3;
		boolean slow = order.number() % 100 == 4 && this.asked.add(order.number());
		if (silent || slow) {
			throw new TimeoutException("no answer to invoice " + order.number());
		}
		this.asked.remove(order.number());
		this.till.pay(order);
	}

	private static Order orderOf(ConsumerRecord<?, ?> invoice) {
		return new Order(Integer.parseInt(String.valueOf(invoice.value())), Instant.ofEpochMilli(invoice.timestamp()));
	}

	/**
	 * What else the consumers need.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		RecordFilterStrategy<Object, Object> freeOrders() {
			return (invoice) -> orderOf(invoice).number() % 10 == 5;
		}

		@Bean
		DefaultErrorHandler unansweredInvoices(KafkaTemplate<Object, Object> kafka) {
			DefaultErrorHandler handler = new DefaultErrorHandler(new DeadLetterPublishingRecoverer(kafka),
					new FixedBackOff(20, 1));
			handler.setLogLevel(KafkaException.Level.DEBUG);
			return handler;
		}

	}

}
