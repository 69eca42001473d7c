package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Records with random endings, on several threads at once: at the end the meters say what
 * the listeners themselves have written down.
 */
@ExtendWith(KafkaBroker.class)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaRandomWalkTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final int RECORDS = 600;

	// Each has a transaction of its own.
	private static final int TRANSACTIONS = 150;

	private static final int PARTITIONS = 6;

	private final long seed = new Random().nextLong();

	private ConfigurableApplicationContext application;

	private PrometheusMeterRegistry registry;

	@BeforeAll
	void start() {
		this.application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("management.metrics.use-global-registry=false",
					"spring.kafka.bootstrap-servers=" + KafkaBroker.address(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.consumer.max-poll-records=20",
					"spring.kafka.consumer.fetch-max-wait=10ms", "spring.main.banner-mode=off")
			.run();
		this.registry = this.application.getBean(PrometheusMeterRegistry.class);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "walk-record", "walk-batch", "walk-nack", "walk-transaction" })
	void theMetersSayWhatTheListenersWroteDown(String group) {
		MessageListenerContainer container = started(group);
		int records = group.equals("walk-transaction") ? TRANSACTIONS : RECORDS;
		int never = send(group, records, group.equals("walk-record") || group.equals("walk-nack"));
		awaitEnd(group, records);
		container.stop();
		KafkaWalk.Ledger ledger = ledger(group);
		assertThat(sum("pipeline_records_received_total", group)).isEqualTo(records);
		assertThat(outcome("success", group)).isEqualTo(ledger.returned.sum()).isEqualTo(ledger.succeeded.size());
		assertThat(outcome("error", group)).isEqualTo(never);
		assertThat(outcome("filtered", group)).isEqualTo(records - never - ledger.succeeded.size());
		assertThat(outcome("cancelled", group)).isZero();
		assertThat(sum("pipeline_errors_total", group)).isEqualTo(ledger.threw.sum());
		assertThat(sum("pipeline_retries_total", group)).isEqualTo(ledger.threw.sum() - never + ledger.nacks.sum());
		assertThat(sum("pipeline_records_delivered_total", group)).isEqualTo(never);
	}

	// Of futures that fail together, Spring Kafka 4.1.0 loses some: those have failed,
	// even
	// where another one's seek brings them along once more.
	@Test
	void eachFutureEndsOnce() {
		MessageListenerContainer container = started("walk-future");
		send("walk-future", RECORDS, false);
		await("seed " + this.seed).atMost(PATIENCE)
			.until(() -> outcome("success", "walk-future") + outcome("error", "walk-future") == RECORDS);
		container.stop();
		assertThat(sum("pipeline_records_received_total", "walk-future")).isEqualTo(RECORDS);
		assertThat(sum("pipeline_records_processed_total", "walk-future")).isEqualTo(RECORDS);
		assertThat(outcome("success", "walk-future")).isPositive()
			.isLessThanOrEqualTo(ledger("walk-future").succeeded.size());
		assertThat(sum("pipeline_records_in_flight", "walk-future")).isZero();
	}

	@Test
	void nothingStaysInFlightWherePartitionsMove() {
		MessageListenerContainer container = started("walk-moving");
		int others = send("walk-moving", RECORDS, false);
		KafkaWalk.Ledger ledger = ledger("walk-moving");
		for (int round = 1; round <= 3; round++) {
			long moved = (long) round * RECORDS / 5;
			await().atMost(PATIENCE).until(() -> ledger.returned.sum() >= moved);
			ConcurrentMessageListenerContainer<Object, Object> second = secondConsumer();
			second.start();
			await().atMost(PATIENCE).until(() -> !assigned(second).isEmpty());
			second.stop();
		}
		await().atMost(PATIENCE)
			.until(() -> ledger.succeeded.size() == RECORDS - others
					&& sum("pipeline_records_in_flight", "walk-moving") == 0);
		container.stop();
		// A record that comes again on another consumer is received there again.
		double success = outcome("success", "walk-moving");
		double error = outcome("error", "walk-moving");
		assertThat(success).isEqualTo(ledger.returned.sum());
		assertThat(sum("pipeline_errors_total", "walk-moving")).isEqualTo(ledger.threw.sum());
		assertThat(sum("pipeline_retries_total", "walk-moving")).isEqualTo(ledger.threw.sum() - error);
		assertThat(sum("pipeline_records_delivered_total", "walk-moving")).isEqualTo(error);
		assertThat(sum("pipeline_records_received_total", "walk-moving"))
			.isEqualTo(sum("pipeline_records_processed_total", "walk-moving"));
		assertThat(sum("pipeline_records_in_flight", "walk-moving")).isZero();
	}

	// Made by a factory after the start, and started by hand.
	@SuppressWarnings("unchecked")
	private ConcurrentMessageListenerContainer<Object, Object> secondConsumer() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = this.application.getBean("records",
				ConcurrentKafkaListenerContainerFactory.class);
		ConcurrentMessageListenerContainer<Object, Object> second = factory.createContainer("walk-moving");
		second.getContainerProperties().setGroupId("walk-moving");
		second.getContainerProperties()
			.setMessageListener(
					(MessageListener<Object, Object>) (record) -> ledger("walk-moving").work((String) record.value()));
		return second;
	}

	// How many of them never succeed.
	private int send(String topic, int records, boolean unwanted) {
		Random random = new Random(this.seed + topic.hashCode());
		KafkaTemplate<Object, Object> template = template();
		int never = 0;
		for (int n = 0; n < records; n++) {
			int dice = random.nextInt(100);
			String kind = (dice < 2) ? "never" : (dice < 6) ? "once" : (dice < 20 && unwanted) ? "unwanted" : "fine";
			never += kind.equals("never") ? 1 : 0;
			template.send(new ProducerRecord<>(topic, n % PARTITIONS, null, kind + "-" + n));
		}
		template.flush();
		return never;
	}

	private void awaitEnd(String group, int records) {
		await("seed " + this.seed).atMost(PATIENCE).untilAsserted(() -> {
			assertThat(sum("pipeline_records_received_total", group)).isEqualTo(records);
			assertThat(sum("pipeline_records_in_flight", group)).isZero();
		});
	}

	private double outcome(String outcome, String group) {
		return sum("pipeline_records_processed_total", group, Scraped.label("outcome", outcome));
	}

	private double sum(String sample, String group, String... labels) {
		String[] all = Arrays.copyOf(labels, labels.length + 1);
		all[labels.length] = Scraped.label("pipeline", group);
		double sum = Scraped.of(this.registry).sum(sample, all);
		return Double.isNaN(sum) ? 0 : sum;
	}

	private KafkaWalk.Ledger ledger(String group) {
		return this.application.getBean(KafkaWalk.class).ledger(group);
	}

	// From here on no partition moves by itself.
	private MessageListenerContainer started(String group) {
		KafkaBroker.topics(PARTITIONS, group, group + "-dlt");
		ConcurrentMessageListenerContainer<?, ?> container = (ConcurrentMessageListenerContainer<?, ?>) Objects
			.requireNonNull(this.application.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer(group));
		container.start();
		await().atMost(PATIENCE)
			.until(() -> container.getContainers().stream().noneMatch((each) -> assigned(each).isEmpty())
					&& assigned(container).size() == PARTITIONS);
		return container;
	}

	private static Collection<TopicPartition> assigned(MessageListenerContainer container) {
		return Objects.requireNonNullElse(container.getAssignedPartitions(), List.of());
	}

	@SuppressWarnings("unchecked")
	private KafkaTemplate<Object, Object> template() {
		return this.application.getBean("template", KafkaTemplate.class);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KafkaAutoConfiguration.class, SightglassAutoConfiguration.class,
			PipelineAutoConfiguration.class })
	@Import({ KafkaEndingFactories.class, KafkaWalk.class })
	static class Application {

		@Bean
		PrometheusMeterRegistry meterRegistry() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

	}

}
