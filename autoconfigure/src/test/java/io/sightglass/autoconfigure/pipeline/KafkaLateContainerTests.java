package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.config.MethodKafkaListenerEndpoint;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Containers that come to be when the application runs already.
 */
@ExtendWith(KafkaBroker.class)
class KafkaLateContainerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void seesAnEndpointThatIsRegisteredLater() {
		run("registered", (context) -> {
			MethodKafkaListenerEndpoint<String, String> endpoint = new MethodKafkaListenerEndpoint<>();
			endpoint.setId("registered");
			endpoint.setTopics("registered");
			endpoint.setBean(new Later());
			endpoint.setMethod(Objects.requireNonNull(ReflectionUtils.findMethod(Later.class, "order", String.class)));
			DefaultMessageHandlerMethodFactory methods = new DefaultMessageHandlerMethodFactory();
			methods.afterPropertiesSet();
			endpoint.setMessageHandlerMethodFactory(methods);
			// Without it, a record that the filter rejects holds all commits back.
			factory(context).setAckDiscarded(true);
			context.getBean(KafkaListenerEndpointRegistry.class).registerListenerContainer(endpoint, factory(context));
		});
	}

	@Test
	void seesAContainerThatAFactoryMakesLater() {
		run("made", (context) -> start(factory(context).createContainer("made")));
	}

	@Test
	void namesThePipelineByTheGroupThatSuchAContainerIsGiven() {
		KafkaBroker.topics(1, "given");
		runner("factorys").run((context) -> {
			ConcurrentMessageListenerContainer<Object, Object> container = factory(context).createContainer("given");
			container.getContainerProperties().setGroupId("its-own");
			start(container);
			KafkaScene.sendAndListen(context, "given", 10);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(
						scraped("pipeline_records_received_total", Scraped.label("pipeline", "its-own")))
					.isEqualTo(10));
		});
	}

	@Test
	void seesTheCommitsOfAConsumerFactoryThatIsNoBean() {
		run("own-clients", (context) -> {
			Map<String, Object> configs = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaBroker.address(),
					ConsumerConfig.GROUP_ID_CONFIG, "own-clients", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
					ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
					"org.apache.kafka.common.serialization.StringDeserializer",
					ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
					"org.apache.kafka.common.serialization.StringDeserializer");
			ConcurrentKafkaListenerContainerFactory<Object, Object> factory = factory(context);
			factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(configs));
			start(factory.createContainer("own-clients"));
		});
	}

	private void run(String topic, Consumer<ApplicationContext> later) {
		KafkaBroker.topics(1, topic);
		runner(topic).run((context) -> {
			later.accept(context);
			KafkaScene.sendAndListen(context, topic, 10);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(scraped("pipeline_records_processed_total")).isEqualTo(10));
			assertThat(scraped("pipeline_records_received_total", Scraped.label("pipeline", topic))).isEqualTo(10);
			assertThat(scraped("pipeline_records_in_flight")).isZero();
			await().atMost(PATIENCE).until(() -> scraped("pipeline_checkpoints_total") > 0);
		});
	}

	private static void start(ConcurrentMessageListenerContainer<Object, Object> container) {
		container.getContainerProperties()
			.setMessageListener((MessageListener<Object, Object>) (record) -> assertThat(record.value()).isNotNull());
		container.start();
	}

	@SuppressWarnings("unchecked")
	private static ConcurrentKafkaListenerContainerFactory<Object, Object> factory(ApplicationContext context) {
		return context.getBean(ConcurrentKafkaListenerContainerFactory.class);
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	private ApplicationContextRunner runner(String group) {
		return KafkaScene.runner(group, group)
			.withBean("meterRegistry", MeterRegistry.class, () -> this.registry)
			.withConfiguration(
					AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class));
	}

	static class Later {

		CompletableFuture<Void> order(String order) {
			return CompletableFuture.runAsync(() -> assertThat(order).isNotEmpty());
		}

	}

}
