package io.sightglass.autoconfigure.week;

import java.util.function.Consumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Consumers that try three times, and then write a dead letter.
 */
@Configuration(proxyBeanMethods = false)
class WeekKafka {

	private final ConcurrentKafkaListenerContainerFactory<Object, Object> factory;

	WeekKafka(ConcurrentKafkaListenerContainerFactory<Object, Object> factory) {
		this.factory = factory;
	}

	ConcurrentMessageListenerContainer<Object, Object> container(String topic, Consumer<String> work) {
		ConcurrentMessageListenerContainer<Object, Object> container = this.factory.createContainer(topic);
		container.setConcurrency(2);
		container.getContainerProperties().setGroupId(topic);
		container.getContainerProperties()
			.setMessageListener((MessageListener<Object, Object>) (record) -> work.accept((String) record.value()));
		return container;
	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		ConcurrentKafkaListenerContainerFactory<Object, Object> trying(ConsumerFactory<Object, Object> consumers,
				KafkaTemplate<Object, Object> template) {
			ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
			factory.setConsumerFactory(consumers);
			factory.setCommonErrorHandler(
					new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 2)));
			return factory;
		}

	}

}
