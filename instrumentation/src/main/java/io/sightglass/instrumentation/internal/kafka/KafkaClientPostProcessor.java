package io.sightglass.instrumentation.internal.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Adds a listener for commits and one for dead letters to the interceptors that the
 * application configured for its Kafka clients.
 */
public final class KafkaClientPostProcessor implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("Kafka clients");

	private final ObjectProvider<PipelineMeters> meters;

	public KafkaClientPostProcessor(ObjectProvider<PipelineMeters> meters) {
		this.meters = meters;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::watched);
	}

	private Object watched(Object bean) {
		if (bean instanceof KafkaTemplate<?, ?> template) {
			listen(template.getProducerFactory(), this.meters);
		}
		listen(bean, this.meters);
		return bean;
	}

	/**
	 * Listens to the clients that a factory makes from now on.
	 * @param factory the factory, or anything else, which is left alone
	 * @param meters where the meters come from
	 */
	static void listen(@Nullable Object factory, ObjectProvider<PipelineMeters> meters) {
		if (factory instanceof DefaultKafkaConsumerFactory<?, ?> consumers) {
			Map<String, Object> configs = consumers.getConfigurationProperties();
			if (!configs.containsKey(KafkaCommitMeters.METERS)) {
				consumers.updateConfigs(with(configs, KafkaCommitMeters.class, meters));
			}
		}
		else if (factory instanceof DefaultKafkaProducerFactory<?, ?> producers) {
			Map<String, Object> configs = producers.getConfigurationProperties();
			if (!configs.containsKey(KafkaCommitMeters.METERS)) {
				producers.updateConfigs(with(configs, KafkaDeadLetterMeters.class, meters));
			}
		}
	}

	private static Map<String, Object> with(Map<String, Object> configs, Class<?> interceptor,
			ObjectProvider<PipelineMeters> meters) {
		List<Object> interceptors = new ArrayList<>(listOf(configs.get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG)));
		interceptors.add(interceptor.getName());
		return Map.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors, KafkaCommitMeters.METERS,
				new LateMeters(meters));
	}

	// Kafka takes a list, a class, or names with commas between them.
	private static Collection<?> listOf(@Nullable Object configured) {
		if (configured == null) {
			return List.of();
		}
		if (configured instanceof Collection<?> list) {
			return list;
		}
		return (configured instanceof String names)
				? Arrays.stream(names.split(",")).map(String::trim).filter((each) -> !each.isEmpty()).toList()
				: List.of(configured);
	}

	/**
	 * The meters as soon as somebody asks, so that a factory which is made early does not
	 * wake the registry.
	 *
	 * @param meters where they come from
	 */
	private record LateMeters(ObjectProvider<PipelineMeters> meters) implements PipelineMeters {

		@Override
		public Pipeline pipeline(String name) {
			return this.meters.getObject().pipeline(name);
		}

	}

}
