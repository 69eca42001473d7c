package io.sightglass.autoconfigure.pipeline;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What the tests of Kafka share: an application that filters each tenth order, tries
 * twice again and then writes a dead letter, and that counts the commits itself.
 */
final class KafkaScene {

	private KafkaScene() {
	}

	static ApplicationContextRunner runner(String group, String topic) {
		return new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false", "test.topic=" + topic,
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.group-id=" + group, "spring.kafka.consumer.auto-offset-reset=earliest",
					"spring.kafka.consumer.max-poll-records=10", "spring.kafka.listener.auto-startup=false",
					"spring.kafka.consumer.properties[metadata.max.age.ms]=1000",
					"spring.kafka.consumer.properties[interceptor.classes]=" + OwnCommits.class.getName(),
					"spring.kafka.consumer.properties[test.group]=" + group)
			.withUserConfiguration(Rules.class)
			.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class));
	}

	static void sendAndListen(ApplicationContext context, String topic, int records) {
		KafkaTemplate<Object, Object> template = template(context);
		for (int n = 0; n < records; n++) {
			template.send(topic, String.valueOf(n));
		}
		template.flush();
		context.getBean(KafkaListenerEndpointRegistry.class)
			.getAllListenerContainers()
			.forEach((container) -> container.start());
	}

	static void stopListening(ApplicationContext context) {
		context.getBean(KafkaListenerEndpointRegistry.class)
			.getAllListenerContainers()
			.forEach((container) -> container.stop());
	}

	@SuppressWarnings("unchecked")
	private static KafkaTemplate<Object, Object> template(ApplicationContext context) {
		return context.getBean(KafkaTemplate.class);
	}

	/**
	 * The rules.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		RecordFilterStrategy<Object, Object> ownFilter() {
			return (record) -> Integer.parseInt((String) record.value()) % 10 == 0;
		}

		@Bean
		CommonErrorHandler ownErrorHandler(KafkaTemplate<Object, Object> template) {
			return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 2));
		}

	}

	/**
	 * An order that ends on 1 always fails, one that ends on 2 once.
	 */
	static class Orders {

		final Queue<String> got = new ConcurrentLinkedQueue<>();

		private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

		boolean fails(String order) {
			int n = Integer.parseInt(order) % 10;
			boolean fails = n == 1 || (n == 2 && this.failedOnce.add(order));
			if (!fails) {
				this.got.add(order);
			}
			return fails;
		}

	}

	/**
	 * The application's own interceptor of its consumers.
	 */
	public static class OwnCommits implements ConsumerInterceptor<Object, Object> {

		private static final Map<String, AtomicInteger> COMMITS = new ConcurrentHashMap<>();

		private AtomicInteger commits = new AtomicInteger();

		static int of(String group) {
			return COMMITS.getOrDefault(group, new AtomicInteger()).get();
		}

		@Override
		public void configure(Map<String, ?> configs) {
			this.commits = COMMITS.computeIfAbsent(String.valueOf(configs.get("test.group")),
					(group) -> new AtomicInteger());
		}

		@Override
		public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
			return records;
		}

		@Override
		public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
			this.commits.incrementAndGet();
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

}
