package io.sightglass.instrumentation.internal.kafka;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.meters.pipeline.PipelineMeters;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.stream.binder.AbstractMessageChannelBinder;
import org.springframework.cloud.stream.binder.DefaultBinderFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.integration.core.MessageProducer;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Looks into the adapters that Spring Cloud Stream's binder makes, which are no beans,
 * and neither is mostly the binder. The application's own customizer stays and is called
 * first.
 */
public final class KafkaBinderMeters implements DefaultBinderFactory.Listener, BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("the Kafka binder of Spring Cloud Stream");

	private final ObjectProvider<KafkaAdapterMeters> adapters;

	private final ObjectProvider<PipelineMeters> meters;

	public KafkaBinderMeters(ObjectProvider<KafkaAdapterMeters> adapters, ObjectProvider<PipelineMeters> meters) {
		this.adapters = adapters;
		this.meters = meters;
	}

	@Override
	public void afterBinderContextInitialized(String name, ConfigurableApplicationContext context) {
		this.part.run(() -> context.getBeanProvider(KafkaMessageChannelBinder.class).forEach(this::follow));
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::follow);
	}

	private Object follow(Object bean) {
		if (bean instanceof KafkaMessageChannelBinder binder) {
			listenToDeadLetters(binder);
			customize(binder);
		}
		return bean;
	}

	private void listenToDeadLetters(KafkaMessageChannelBinder binder) {
		KafkaClientPostProcessor.listen(binder.getTransactionalProducerFactory(), this.meters);
		binder.addClientFactoryCustomizer(new ClientFactoryCustomizer() {

			// That of a binding's dead letters among them.
			@Override
			public void configure(ProducerFactory<?, ?> factory) {
				KafkaClientPostProcessor.listen(factory, KafkaBinderMeters.this.meters);
			}

		});
	}

	private void customize(AbstractMessageChannelBinder<?, ?, ?> binder) {
		@SuppressWarnings("unchecked")
		ConsumerEndpointCustomizer<MessageProducer> own = (ConsumerEndpointCustomizer<MessageProducer>) HiddenParts
			.read(AbstractMessageChannelBinder.class, "consumerCustomizer", binder);
		binder.setConsumerEndpointCustomizer((MessageProducer endpoint, String destination, String group) -> {
			if (own != null) {
				own.configure(endpoint, destination, group);
			}
			if (endpoint instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
				this.adapters.ifAvailable((meters) -> meters.lookInto(adapter, destination));
			}
		});
	}

}
