package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.integration.IntegrationChannels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IntegrationPipelineTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false", "sightglass.integration.pipeline=orders",
				"sightglass.integration.sources=shop", "sightglass.integration.stages=enrich*,pack",
				"sightglass.integration.filtered=dropped", "sightglass.integration.sinks=warehouse")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withUserConfiguration(Application.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				IntegrationAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsKnownMessagesExactlyAtEverySampleRate(double rate) {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			context.getBean(Gate.class).open.countDown();
			MessageChannel shop = context.getBean("shop", MessageChannel.class);
			for (int n = 0; n < 100; n++) {
				GenericMessage<Integer> order = new GenericMessage<>(n);
				if (n % 10 == 1) {
					assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> shop.send(order));
				}
				else {
					shop.send(order);
				}
			}
			await(() -> count("pipeline_records_delivered_total", "sink", "warehouse") == 80);
			await(() -> count("pipeline_records_processed_total", "stage", "pack") == 80);
			assertThat(count("pipeline_records_received_total", "source", "shop")).isEqualTo(100);
			assertThat(count("pipeline_records_processed_total", "outcome", "filtered")).isEqualTo(10);
			assertThat(count("pipeline_records_processed_total", "outcome", "error")).isEqualTo(10);
			assertThat(count("pipeline_errors_total", "stage", "enrich")).isEqualTo(10);
			assertThat(count("pipeline_records_in_flight", "pipeline", "orders")).isZero();
			if (rate == 1) {
				assertThat(count("pipeline_latency_seconds_count", "pipeline", "orders")).isEqualTo(80);
			}
		});
	}

	@Test
	void showsAQueueChannelThatASlowSinkFills() {
		this.runner.run((context) -> {
			MessageChannel shop = context.getBean("shop", MessageChannel.class);
			QueueChannel pack = context.getBean("pack", QueueChannel.class);
			shop.send(new GenericMessage<>(2));
			await(() -> pack.getQueueSize() == 0);
			for (int n = 0; n < 4; n++) {
				shop.send(new GenericMessage<>(2));
			}
			assertThat(utilization()).isOne();
			context.getBean(Gate.class).open.countDown();
			await(() -> utilization() == 0);
		});
	}

	@Test
	void backsOff() {
		this.runner.withPropertyValues("sightglass.integration.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(IntegrationChannels.class));
	}

	private double utilization() {
		return count("pipeline_buffer_utilization", "stage", "pack");
	}

	private double count(String sample, String key, String value) {
		return Scraped.of(this.registry).sum(sample, Scraped.label(key, value));
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			Thread.sleep(10);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	static class Gate {

		final CountDownLatch open = new CountDownLatch(1);

		void pass() {
			try {
				this.open.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Gate gate() {
			return new Gate();
		}

		@Bean
		DirectChannel shop() {
			return new DirectChannel();
		}

		@Bean
		DirectChannel enrich() {
			return new DirectChannel();
		}

		@Bean
		QueueChannel dropped() {
			return new QueueChannel();
		}

		@Bean
		QueueChannel pack() {
			return new QueueChannel(4);
		}

		@Bean
		DirectChannel warehouse() {
			return new DirectChannel();
		}

		@Bean
		IntegrationFlow orders(Gate gate) {
			return IntegrationFlow.from("shop")
				.filter(Integer.class, (n) -> n % 10 != 0, (filter) -> filter.discardChannel("dropped"))
				.channel("enrich")
				.transform(Integer.class, (n) -> {
					if (n % 10 == 1) {
						throw new IllegalArgumentException("order " + n);
					}
					return n;
				})
				.channel("pack")
				.handle(Integer.class, (n, headers) -> {
					gate.pass();
					return n;
				}, (endpoint) -> endpoint.poller((poller) -> poller.fixedDelay(1).maxMessagesPerPoll(1)))
				.channel("warehouse")
				.handle((message) -> {
				})
				.get();
		}

	}

}
