package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaPipelineTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final EmbeddedKafkaBroker BROKER = new EmbeddedKafkaKraftBroker(1, 2);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@BeforeAll
	static void startTheBroker() {
		BROKER.afterPropertiesSet();
	}

	@AfterAll
	static void stopTheBroker() {
		BROKER.destroy();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsKnownRecordsExactlyAtEverySampleRate(double rate) {
		String group = "billing-" + rate;
		String topic = "orders-" + rate;
		BROKER.addTopics(new NewTopic(topic, 1, (short) 1), new NewTopic(topic + "-dlt", 1, (short) 1));
		runner(group, topic).withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			KafkaTemplate<Object, Object> template = context.getBean(KafkaTemplate.class);
			for (int n = 0; n < 100; n++) {
				template.send(topic, String.valueOf(n));
			}
			template.flush();
			await(() -> count("pipeline.records.processed", "outcome", "success") == 80
					&& count("pipeline.records.delivered", "sink", topic + "-dlt") == 10);
			assertThat(count("pipeline.records.received", "source", topic)).isEqualTo(100);
			assertThat(count("pipeline.records.processed", "outcome", "filtered")).isEqualTo(10);
			assertThat(count("pipeline.records.processed", "outcome", "error")).isEqualTo(10);
			// Two more attempts for each of 10 that never succeed, one for each of 10
			// that do.
			assertThat(count("pipeline.retries", "stage", "listener")).isEqualTo(30);
			assertThat(count("pipeline.errors", "error", "state")).isEqualTo(40);
			assertThat(this.registry.get("pipeline.records.in.flight").tag("pipeline", group).gauge().value()).isZero();
			await(() -> count("pipeline.checkpoints", "pipeline", group) > 0);
			assertThat(this.registry.get("pipeline.rebalances").tag("group", group).counter().count()).isPositive();
			if (rate == 1) {
				assertThat(this.registry.get("pipeline.latency").tag("pipeline", group).timer().count()).isEqualTo(80);
			}
			assertThat(context.getBean(OwnInterceptor.class).seen).hasSizeGreaterThanOrEqualTo(100);
			assertThat(context.getBean(Listener.class).got).hasSize(80);
		});
	}

	@Test
	void seesThatAConsumerLeft() {
		BROKER.addTopics(new NewTopic("shared", 2, (short) 1), new NewTopic("shared-dlt", 2, (short) 1));
		runner("sharing", "shared").run((context) -> {
			await(() -> rebalances() >= 1);
			double[] before = new double[1];
			new KafkaPipelineTests().runner("sharing", "shared").run((other) -> {
				await(() -> rebalances() >= 2);
				before[0] = rebalances();
			});
			await(() -> rebalances() > before[0]);
		});
	}

	private double rebalances() {
		return count("pipeline.rebalances", "group", "sharing");
	}

	private ApplicationContextRunner runner(String group, String topic) {
		return new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false", "test.topic=" + topic,
					"spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
					"spring.kafka.consumer.group-id=" + group, "spring.kafka.consumer.auto-offset-reset=earliest",
					"spring.kafka.consumer.properties[metadata.max.age.ms]=1000")
			.withBean("meterRegistry", MeterRegistry.class, () -> this.registry)
			.withUserConfiguration(Application.class)
			.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
					KafkaAutoConfiguration.class));
	}

	private double count(String meter, String key, String value) {
		return this.registry.find(meter).tag(key, value).counters().stream().mapToDouble((each) -> each.count()).sum();
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			Thread.sleep(20);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		OwnInterceptor ownInterceptor() {
			return new OwnInterceptor();
		}

		@Bean
		RecordFilterStrategy<Object, Object> ownFilter() {
			return (record) -> Integer.parseInt((String) record.value()) % 10 == 0;
		}

		@Bean
		CommonErrorHandler ownErrorHandler(KafkaTemplate<Object, Object> template) {
			return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template), new FixedBackOff(0, 2));
		}

	}

	static class Listener {

		final Queue<String> got = new ConcurrentLinkedQueue<>();

		private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

		@KafkaListener(topics = "${test.topic}")
		void order(String order) {
			int n = Integer.parseInt(order) % 10;
			if (n == 1 || (n == 2 && this.failedOnce.add(order))) {
				throw new UnsupportedOperationException("order " + order);
			}
			this.got.add(order);
		}

	}

	static class OwnInterceptor implements RecordInterceptor<Object, Object> {

		final Queue<Long> seen = new ConcurrentLinkedQueue<>();

		@Override
		public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
				Consumer<Object, Object> consumer) {
			this.seen.add(record.offset());
			return record;
		}

	}

}
