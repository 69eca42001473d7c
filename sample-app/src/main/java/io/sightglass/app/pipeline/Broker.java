package io.sightglass.app.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.stereotype.Component;

/**
 * A real Kafka broker inside this process. It starts in the background while the
 * application does, which waits for it nowhere; the consumers wait for both.
 */
@Component
@ConditionalOnBooleanProperty(name = "demo.load.enabled", matchIfMissing = true)
class Broker implements InitializingBean, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Broker.class);

	private static final int PATIENCE_SECONDS = 30;

	// Two short topics need neither fifty partitions of offsets nor a thread for each
	// core.
	private static final Map<String, String> SMALL = Map.of("offsets.topic.num.partitions", "1",
			"log.cleaner.dedupe.buffer.size", "2097152", "log.retention.bytes", "4194304", "log.segment.bytes",
			"2097152", "num.io.threads", "2", "num.network.threads", "1");

	private final ExecutorService starter = Executors
		.newSingleThreadExecutor((work) -> new Thread(work, "demo-broker"));

	private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 2, Invoices.TOPIC,
			Invoices.DEAD_LETTERS);

	private final KafkaListenerEndpointRegistry consumers;

	private final ProducerFactory<?, ?> producers;

	private final BrokerAddress address;

	Broker(KafkaListenerEndpointRegistry consumers, ProducerFactory<?, ?> producers, BrokerAddress address) {
		this.consumers = consumers;
		this.producers = producers;
		this.address = address;
		this.kafka.brokerProperties(SMALL);
		this.kafka.brokerListProperty("demo.kafka.brokers");
	}

	@Override
	public void afterPropertiesSet() {
		this.starter.execute(() -> {
			try {
				this.kafka.afterPropertiesSet();
				this.address.set(this.kafka.getBrokersAsString());
			}
			catch (RuntimeException ex) {
				logger.warn("There is no Kafka in this show", ex);
			}
		});
	}

	// Behind the start of the broker, on the same thread.
	@EventListener(ApplicationReadyEvent.class)
	void wakeTheConsumers() {
		this.starter.execute(() -> {
			if (this.address.isKnown()) {
				Objects.requireNonNull(this.consumers.getListenerContainer(Billing.CLERK)).start();
			}
		});
	}

	@Override
	public void destroy() throws InterruptedException {
		this.starter.shutdown();
		this.starter.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
		this.address.forget();
		this.producers.reset();
		this.kafka.destroy();
	}

}
