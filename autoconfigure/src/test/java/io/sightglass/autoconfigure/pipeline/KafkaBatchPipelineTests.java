package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.DefaultErrorHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(KafkaBroker.class)
class KafkaBatchPipelineTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	// Spring Kafka seeks after a failure, or keeps what remains: both end alike.
	@ParameterizedTest
	@CsvSource({ "1,true", "0.01,true", "1,false", "0.01,false" })
	void countsExactlyWhereTheListenerNamesTheRecordThatFailed(double rate, boolean seek) {
		String topic = "named-" + rate + seek;
		String group = "of-" + topic;
		KafkaBroker.topics(1, topic, topic + "-dlt");
		runner(group, topic).withBean(NamingListener.class)
			.withPropertyValues("sightglass.pipelines.sample-rate=" + rate)
			.run((context) -> {
				context.getBean(DefaultErrorHandler.class).setSeekAfterError(seek);
				KafkaScene.sendAndListen(context, topic, 100);
				await().atMost(PATIENCE)
					.until(() -> processed("success") == 80 && scraped("pipeline_records_delivered_total",
							Scraped.label("sink", topic + "-dlt")) == 10);
				await().atMost(PATIENCE).until(() -> scraped("pipeline_records_in_flight") == 0);
				KafkaScene.stopListening(context);
				assertThat(scraped("pipeline_records_received_total", Scraped.label("source", topic))).isEqualTo(100);
				assertThat(processed("success")).isEqualTo(80);
				assertThat(processed("filtered")).isEqualTo(10);
				assertThat(processed("error")).isEqualTo(10);
				// Two more attempts for each of 10 that never succeed, one for each of 10
				// that do.
				assertThat(scraped("pipeline_retries_total")).isEqualTo(30);
				assertThat(scraped("pipeline_errors_total", "error=\"state\"")).isEqualTo(40);
				assertThat(scraped("pipeline_checkpoints_total")).isPositive()
					.isEqualTo(KafkaScene.OwnCommits.of(group));
				assertThat(scraped("pipeline_rebalances_total", Scraped.label("group", group))).isOne();
				if (rate == 1) {
					assertThat(scraped("pipeline_latency_seconds_count")).isEqualTo(80);
				}
				assertThat(context.getBean(NamingListener.class).got).hasSize(80);
			});
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsExactlyWhereWholeBatchesFail(double rate) {
		String topic = "whole-" + rate;
		KafkaBroker.topics(1, topic, topic + "-dlt");
		runner("of-" + topic, topic).withBean(WholeListener.class)
			.withBean(OwnInterceptor.class)
			.withPropertyValues("sightglass.pipelines.sample-rate=" + rate)
			.run((context) -> {
				KafkaScene.sendAndListen(context, topic, 30);
				await().atMost(PATIENCE)
					.until(() -> scraped("pipeline_records_delivered_total",
							Scraped.label("sink", topic + "-dlt")) == 10 && processed("success") == 18);
				KafkaScene.stopListening(context);
				// Three batches of ten, the first of each filtered: the second never
				// succeeds and is dead as a whole, the third does at its second attempt.
				assertThat(scraped("pipeline_records_received_total")).isEqualTo(30);
				assertThat(processed("success")).isEqualTo(18);
				assertThat(processed("filtered")).isEqualTo(2);
				assertThat(processed("error")).isEqualTo(10);
				assertThat(scraped("pipeline_retries_total")).isEqualTo(3);
				// One error for each attempt that is repeated, and one for each record
				// that is given up.
				assertThat(scraped("pipeline_errors_total", "error=\"state\"")).isEqualTo(13);
				assertThat(scraped("pipeline_records_in_flight")).isZero();
				assertThat(scraped("pipeline_checkpoints_total")).isEqualTo(3);
				if (rate == 1) {
					assertThat(scraped("pipeline_stage_duration_seconds_count")).isEqualTo(6);
				}
				OwnInterceptor own = context.getBean(OwnInterceptor.class);
				assertThat(own.intercepted).hasValue(6);
				assertThat(own.succeeded).hasValue(2);
				assertThat(own.failed).hasValue(4);
			});
	}

	private double processed(String outcome) {
		return scraped("pipeline_records_processed_total", Scraped.label("outcome", outcome));
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	private ApplicationContextRunner runner(String group, String topic) {
		return KafkaScene.runner(group, topic)
			.withPropertyValues("spring.kafka.listener.type=batch")
			.withBean("meterRegistry", MeterRegistry.class, () -> this.registry)
			.withConfiguration(
					AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class));
	}

	static class NamingListener extends KafkaScene.Orders {

		@KafkaListener(topics = "${test.topic}")
		void orders(List<ConsumerRecord<String, String>> orders) {
			for (ConsumerRecord<String, String> order : orders) {
				if (fails(order.value())) {
					throw new BatchListenerFailedException("order " + order.value(),
							new UnsupportedOperationException(), order);
				}
			}
		}

	}

	static class WholeListener {

		private final AtomicInteger thirds = new AtomicInteger();

		@KafkaListener(topics = "${test.topic}")
		void orders(List<String> orders) {
			boolean second = orders.contains("11");
			boolean third = orders.contains("21") && this.thirds.getAndIncrement() == 0;
			if (second || third) {
				throw new UnsupportedOperationException("orders " + orders);
			}
		}

	}

	static class OwnInterceptor implements BatchInterceptor<Object, Object> {

		final AtomicInteger intercepted = new AtomicInteger();

		final AtomicInteger succeeded = new AtomicInteger();

		final AtomicInteger failed = new AtomicInteger();

		@Override
		public ConsumerRecords<Object, Object> intercept(ConsumerRecords<Object, Object> records,
				Consumer<Object, Object> consumer) {
			this.intercepted.incrementAndGet();
			return records;
		}

		@Override
		public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
			this.succeeded.incrementAndGet();
		}

		@Override
		public void failure(ConsumerRecords<Object, Object> records, Exception error,
				Consumer<Object, Object> consumer) {
			this.failed.incrementAndGet();
		}

	}

}
