package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.kafka.KafkaClientPostProcessor;
import io.sightglass.instrumentation.internal.kafka.KafkaContainerMeters;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.RecordInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(KafkaBroker.class)
class KafkaPipelineTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsKnownRecordsExactlyAtEverySampleRate(double rate) {
		String group = "billing-" + rate;
		String topic = "orders-" + rate;
		KafkaBroker.topics(1, topic, topic + "-dlt");
		runner(group, topic).withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			KafkaScene.sendAndListen(context, topic, 100);
			await().atMost(PATIENCE)
				.until(() -> scraped("pipeline_records_processed_total", "outcome=\"success\"") == 80
						&& scraped("pipeline_records_delivered_total", Scraped.label("sink", topic + "-dlt")) == 10);
			KafkaScene.stopListening(context);
			assertThat(scraped("pipeline_records_received_total", Scraped.label("source", topic))).isEqualTo(100);
			assertThat(scraped("pipeline_records_processed_total", "outcome=\"success\"")).isEqualTo(80);
			assertThat(scraped("pipeline_records_processed_total", "outcome=\"filtered\"")).isEqualTo(10);
			assertThat(scraped("pipeline_records_processed_total", "outcome=\"error\"")).isEqualTo(10);
			// Two more attempts for each of 10 that never succeed, one for each of 10
			// that do.
			assertThat(scraped("pipeline_retries_total", "stage=\"listener\"")).isEqualTo(30);
			assertThat(scraped("pipeline_errors_total", "error=\"state\"")).isEqualTo(40);
			assertThat(scraped("pipeline_records_in_flight", Scraped.label("pipeline", group))).isZero();
			assertThat(scraped("pipeline_checkpoints_total")).isPositive().isEqualTo(KafkaScene.OwnCommits.of(group));
			assertThat(scraped("pipeline_rebalances_total", Scraped.label("group", group))).isOne();
			if (rate == 1) {
				assertThat(scraped("pipeline_latency_seconds_count")).isEqualTo(80);
				assertThat(scraped("pipeline_stage_duration_seconds_count")).isEqualTo(130);
			}
			assertThat(context.getBean(Listener.class).got).hasSize(80);
		});
	}

	@Test
	void callsTheApplicationsOwnInterceptorAndRebalanceListener() {
		KafkaBroker.topics(1, "own", "own-dlt");
		OwnListeners own = new OwnListeners();
		runner("owners", "own").withBean(OwnListeners.class, () -> own).run((context) -> {
			KafkaScene.sendAndListen(context, "own", 20);
			await().atMost(PATIENCE)
				.until(() -> scraped("pipeline_records_processed_total", "outcome=\"success\"") == 16);
			KafkaScene.stopListening(context);
			// 20 records, of which two come three times and two twice.
			assertThat(own.intercepted).hasSize(26);
			assertThat(own.succeeded).hasSize(18);
			assertThat(own.failed).hasSize(8);
			assertThat(own.assigned).contains(new TopicPartition("own", 0));
			assertThat(own.revoked).contains(new TopicPartition("own", 0));
		});
	}

	@Test
	void seesThatAConsumerLeft() {
		KafkaBroker.topics(2, "shared", "shared-dlt");
		runner("sharing", "shared").run((context) -> {
			KafkaScene.sendAndListen(context, "shared", 0);
			await().atMost(PATIENCE).until(() -> rebalances() >= 1);
			double[] before = new double[1];
			new KafkaPipelineTests().runner("sharing", "shared").run((other) -> {
				KafkaScene.sendAndListen(other, "shared", 0);
				await().atMost(PATIENCE).until(() -> rebalances() >= 2);
				before[0] = rebalances();
			});
			await().atMost(PATIENCE).until(() -> rebalances() > before[0]);
		});
	}

	@Test
	void backsOff() {
		runner("nobody", "nothing").withPropertyValues("sightglass.kafka.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(KafkaContainerMeters.class)
				.doesNotHaveBean(KafkaClientPostProcessor.class));
	}

	private double rebalances() {
		return scraped("pipeline_rebalances_total", "group=\"sharing\"");
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	private ApplicationContextRunner runner(String group, String topic) {
		return KafkaScene.runner(group, topic)
			.withBean("meterRegistry", MeterRegistry.class, () -> this.registry)
			.withBean(Listener.class)
			.withConfiguration(
					AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class));
	}

	static class Listener extends KafkaScene.Orders {

		@KafkaListener(topics = "${test.topic}")
		void order(String order) {
			if (fails(order)) {
				throw new UnsupportedOperationException("order " + order);
			}
		}

	}

	static class OwnListeners implements RecordInterceptor<Object, Object>, ConsumerAwareRebalanceListener {

		final Queue<Object> intercepted = new ConcurrentLinkedQueue<>();

		final Queue<Object> succeeded = new ConcurrentLinkedQueue<>();

		final Queue<Object> failed = new ConcurrentLinkedQueue<>();

		final Queue<TopicPartition> assigned = new ConcurrentLinkedQueue<>();

		final Queue<TopicPartition> revoked = new ConcurrentLinkedQueue<>();

		@Override
		public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
				Consumer<Object, Object> consumer) {
			this.intercepted.add(record.value());
			return record;
		}

		@Override
		public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
			this.succeeded.add(record.value());
		}

		@Override
		public void failure(ConsumerRecord<Object, Object> record, Exception error, Consumer<Object, Object> consumer) {
			this.failed.add(record.value());
		}

		@Override
		public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
			this.assigned.addAll(partitions);
		}

		@Override
		public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
			this.revoked.addAll(partitions);
		}

	}

}
