package io.sightglass.autoconfigure.pipeline;

import java.util.List;

import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.annotation.AnnotatedMethods;
import io.sightglass.instrumentation.internal.annotation.KeptClasses;
import io.sightglass.instrumentation.internal.batch.BatchStepPostProcessor;
import io.sightglass.instrumentation.internal.integration.IntegrationChannels;
import io.sightglass.instrumentation.internal.integration.IntegrationEndpoints;
import io.sightglass.instrumentation.internal.kafka.KafkaAdapterMeters;
import io.sightglass.instrumentation.internal.kafka.KafkaBinderMeters;
import io.sightglass.instrumentation.internal.kafka.KafkaClientPostProcessor;
import io.sightglass.instrumentation.internal.kafka.KafkaContainerMeters;
import io.sightglass.instrumentation.internal.stage.PipelineStageAspect;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.PipelineStage;
import org.aspectj.weaver.Advice;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.integration.channel.AbstractMessageChannel;
import org.springframework.integration.endpoint.IntegrationConsumer;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Shows records on their way: through the application's own stages, annotated methods,
 * Spring Integration, Spring Kafka and Spring Batch.
 *
 * <pre>
 * pipeline_records_received_total{pipeline="orders",source="shop"} 1000.0
 * pipeline_records_in_flight{pipeline="orders"} 12.0
 * </pre>
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@EnableConfigurationProperties({ PipelineProperties.class, IntegrationProperties.class })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
public final class PipelineAutoConfiguration {

	PipelineAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PipelineMeters sightglassNoPipelineMeters() {
		return PipelineMeters.NONE;
	}

	// A nested class comes before the beans of its owner.
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("pipelines")
	@ConditionalOnBean(Instruments.class)
	static class On {

		@Bean
		@ConditionalOnMissingBean
		PipelineMeters sightglassPipelineMeters(Instruments instruments, PipelineProperties properties,
				SightglassProperties all) {
			return PipelineMeters.in(instruments, properties.sampleRate().sampler(instruments, "pipelines", all));
		}

	}

	/**
	 * Annotated methods, where AspectJ's weaver is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled("pipelines")
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(Advice.class)
	@ConditionalOnNeeds("@PipelineStage")
	static class Annotated {

		@Bean
		@ConditionalOnBooleanProperty(name = "spring.aop.proxy-target-class", havingValue = false)
		static KeptClasses sightglassKeptStageClasses(ConfigurableListableBeanFactory beans) {
			return new KeptClasses(beans, List.of(PipelineStage.class));
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor sightglassStageAdvisor(BeanFactory beans, ObjectProvider<PipelineMeters> meters,
				ObjectProvider<Instruments> instruments) {
			return new DefaultPointcutAdvisor(AnnotatedMethods.with(PipelineStage.class, beans),
					new PipelineStageAspect(meters, instruments));
		}

	}

	/**
	 * Spring Kafka's listener containers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "pipelines", "kafka" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
	@ConditionalOnNeeds("Kafka listeners")
	static class Kafka {

		@Bean
		static KafkaClientPostProcessor sightglassKafkaClientPostProcessor(ObjectProvider<PipelineMeters> meters) {
			return new KafkaClientPostProcessor(meters);
		}

		@Bean
		KafkaContainerMeters sightglassKafkaContainerMeters(ObjectProvider<PipelineMeters> meters,
				ObjectProvider<KafkaListenerEndpointRegistry> registries,
				ObjectProvider<MessageListenerContainer> containers,
				ObjectProvider<AbstractKafkaListenerContainerFactory<?, ?, ?>> factories) {
			return new KafkaContainerMeters(meters, registries, containers, factories);
		}

	}

	/**
	 * The containers of Spring Integration's adapters.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "pipelines", "kafka" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(KafkaMessageDrivenChannelAdapter.class)
	@ConditionalOnNeeds("inbound adapters of Spring Integration for Kafka")
	static class KafkaAdapters {

		@Bean
		static KafkaAdapterMeters sightglassKafkaAdapterMeters(ObjectProvider<KafkaContainerMeters> containers) {
			return new KafkaAdapterMeters(containers);
		}

	}

	/**
	 * The containers of Spring Cloud Stream's binder.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "pipelines", "kafka" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(KafkaMessageChannelBinder.class)
	@ConditionalOnNeeds("the Kafka binder of Spring Cloud Stream")
	static class KafkaBinder {

		@Bean
		static KafkaBinderMeters sightglassKafkaBinderMeters(ObjectProvider<KafkaAdapterMeters> adapters,
				ObjectProvider<PipelineMeters> meters) {
			return new KafkaBinderMeters(adapters, meters);
		}

	}

	/**
	 * Spring Integration's channels and endpoints.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "pipelines", "integration" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(AbstractMessageChannel.class)
	@ConditionalOnNeeds("channels and endpoints of Spring Integration")
	static class Integration {

		@Bean
		IntegrationChannels sightglassIntegrationChannels(ObjectProvider<AbstractMessageChannel> channels,
				IntegrationProperties properties, ObjectProvider<PipelineMeters> meters) {
			return new IntegrationChannels(channels, properties.toPipeline(), meters);
		}

		@Bean
		IntegrationEndpoints sightglassIntegrationEndpoints(ObjectProvider<IntegrationConsumer> endpoints,
				IntegrationProperties properties, ObjectProvider<PipelineMeters> meters) {
			return new IntegrationEndpoints(endpoints, properties.toPipeline(), meters);
		}

	}

	/**
	 * Spring Batch's steps.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnEnabled({ "pipelines", "batch" })
	@ConditionalOnBean(Instruments.class)
	@ConditionalOnClass(ChunkOrientedStep.class)
	@ConditionalOnNeeds("steps of Spring Batch")
	static class Batch {

		@Bean
		static BatchStepPostProcessor sightglassBatchStepPostProcessor(ObjectProvider<PipelineMeters> meters) {
			return new BatchStepPostProcessor(meters);
		}

	}

}
