package io.sightglass.autoconfigure.pipeline;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One real broker for all tests of a run; the last one closes it.
 */
public final class KafkaBroker implements BeforeAllCallback {

	private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot().getStore(ExtensionContext.Namespace.create(KafkaBroker.class)).computeIfAbsent(Running.class);
	}

	public static String address() {
		return BROKER.getBrokersAsString();
	}

	public static void topics(int partitions, String... names) {
		for (String name : names) {
			BROKER.addTopics(new NewTopic(name, partitions, (short) 1));
		}
	}

	static final class Running implements AutoCloseable {

		Running() {
			BROKER.brokerListProperty("test.kafka.brokers");
			BROKER.brokerProperty("transaction.state.log.replication.factor", "1");
			BROKER.brokerProperty("transaction.state.log.min.isr", "1");
			BROKER.afterPropertiesSet();
		}

		@Override
		public void close() {
			BROKER.destroy();
		}

	}

}
