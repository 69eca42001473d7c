package io.sightglass.autoconfigure.pipeline;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One real broker for all tests of a run; the last one closes it. A fork of the build
 * runs each class by itself, and a broker that was closed does not start again.
 */
public final class KafkaBroker implements BeforeAllCallback {

	private static final AtomicReference<@Nullable EmbeddedKafkaKraftBroker> BROKER = new AtomicReference<>();

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot().getStore(ExtensionContext.Namespace.create(KafkaBroker.class)).computeIfAbsent(Running.class);
	}

	public static String address() {
		return running().getBrokersAsString();
	}

	public static void topics(int partitions, String... names) {
		for (String name : names) {
			running().addTopics(new NewTopic(name, partitions, (short) 1));
		}
	}

	private static EmbeddedKafkaKraftBroker running() {
		return Objects.requireNonNull(BROKER.get());
	}

	static final class Running implements AutoCloseable {

		private final EmbeddedKafkaKraftBroker own = new EmbeddedKafkaKraftBroker(1, 1);

		Running() {
			this.own.brokerListProperty("test.kafka.brokers");
			this.own.brokerProperty("transaction.state.log.replication.factor", "1");
			this.own.brokerProperty("transaction.state.log.min.isr", "1");
			this.own.afterPropertiesSet();
			BROKER.set(this.own);
		}

		@Override
		public void close() {
			this.own.destroy();
		}

	}

}
