package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.kafka.inbound.KafkaInboundEndpoint;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Adapters of Spring Integration that are made later, or cannot be looked into.
 */
@ExtendWith({ KafkaBroker.class, OutputCaptureExtension.class })
class KafkaAdapterTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void leavesALazyAdapterLazyAndMeasuresItOnceItIsThere() {
		KafkaBroker.topics(1, "lazy-adapter");
		runner().withUserConfiguration(LazyAdapter.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
			template(context.getBean(KafkaTemplate.class)).send("lazy-adapter", "never").join();
			context.getBean("lazy", KafkaMessageDrivenChannelAdapter.class).start();
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(Scraped.of(this.registry).counts("lazy-adapter"))
					.isEqualTo("received 1, error 1, errors 1"));
		});
	}

	@Test
	void namesAnAdapterThatItCannotLookInto(CapturedOutput output) {
		runner().withUserConfiguration(AdapterAstray.class)
			.run((context) -> assertThat(output)
				.contains("The bean 'astray' is not measured (inbound adapters of Spring Integration for Kafka)"));
	}

	@SuppressWarnings("unchecked")
	private static KafkaTemplate<Object, Object> template(Object bean) {
		return (KafkaTemplate<Object, Object>) bean;
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false",
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.auto-offset-reset=earliest")
			.withBean("meterRegistry", MeterRegistry.class, () -> this.registry)
			.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, IntegrationAutoConfiguration.class,
					SightglassAutoConfiguration.class, PipelineAutoConfiguration.class));
	}

	private static KafkaMessageDrivenChannelAdapter<Object, Object> adapter(ConsumerFactory<Object, Object> consumers,
			String topic) {
		ContainerProperties container = new ContainerProperties(topic);
		container.setGroupId(topic);
		KafkaMessageDrivenChannelAdapter<Object, Object> adapter = new KafkaMessageDrivenChannelAdapter<>(
				new KafkaMessageListenerContainer<>(consumers, container));
		DirectChannel work = new DirectChannel();
		work.subscribe((message) -> {
			throw new IllegalArgumentException("Fails: " + message.getPayload());
		});
		adapter.setOutputChannel(work);
		return adapter;
	}

	@Configuration(proxyBeanMethods = false)
	static class LazyAdapter {

		// Spring makes what it knows to have a lifecycle, lazy or not, as it starts.
		@Bean
		@Lazy
		KafkaInboundEndpoint lazy(ConsumerFactory<Object, Object> consumers) {
			KafkaMessageDrivenChannelAdapter<Object, Object> adapter = adapter(consumers, "lazy-adapter");
			DirectChannel errors = new DirectChannel();
			errors.subscribe((message) -> {
			});
			adapter.setErrorChannel(errors);
			return adapter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdapterAstray {

		@Bean
		KafkaMessageDrivenChannelAdapter<Object, Object> astray(ConsumerFactory<Object, Object> consumers) {
			KafkaMessageDrivenChannelAdapter<Object, Object> adapter = adapter(consumers, "adapter-astray");
			adapter.setErrorChannelName("nowhere");
			adapter.setAutoStartup(false);
			return adapter;
		}

	}

}
