package io.sightglass.autoconfigure.pipeline;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.reactor.PipelineTap;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.StageStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReactorAndExecutorTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void tapsAKnownFluxExactlyAtEverySampleRate(double rate) {
		run(rate, (context) -> {
			Pipeline orders = context.getBean(PipelineMeters.class).pipeline("orders");
			Slow slow = new Slow();
			Flux.range(0, 1000)
				.transform(PipelineTap.source(orders.source("shop")))
				.transform(PipelineTap.stage(orders.stage("enrich"), (n) -> n % 10 == 0))
				.filter((n) -> n % 10 != 0)
				.concatWith(Flux.<Integer>error(new TimeoutException())
					.transform(PipelineTap.stage(orders.stage("enrich"))))
				.transform(PipelineTap.sink(orders.sink("warehouse"), (n) -> Instant.now()))
				.subscribe(slow);
			for (int i = 0; i < 9; i++) {
				slow.request(90);
			}
			slow.request(Long.MAX_VALUE);
			assertThat(scraped("pipeline_records_received_total", "source=\"shop\"")).isEqualTo(1000);
			assertThat(processed("success")).isEqualTo(900);
			assertThat(processed("filtered")).isEqualTo(100);
			assertThat(processed("error")).isOne();
			assertThat(scraped("pipeline_errors_total", "error=\"timeout\"")).isOne();
			assertThat(scraped("pipeline_records_delivered_total", "sink=\"warehouse\"")).isEqualTo(900);
			assertThat(scraped("pipeline_backpressure_total", "source=\"shop\"")).isEqualTo(9);
			if (rate == 1) {
				assertThat(scraped("pipeline_latency_seconds_count")).isEqualTo(900);
				assertThat(scraped("pipeline_stage_duration_seconds_count")).isEqualTo(2);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void showsTheQueueOfAnExecutorThatASlowSinkFills(double rate) {
		run(rate, (context) -> {
			Pipeline orders = context.getBean(PipelineMeters.class).pipeline("orders");
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(1);
			executor.setMaxPoolSize(1);
			executor.setQueueCapacity(4);
			executor.afterPropertiesSet();
			CountDownLatch open = new CountDownLatch(1);
			orders.buffer("pack", executor.getThreadPoolExecutor());
			for (int n = 0; n < 5; n++) {
				executor.execute(() -> pack(orders, open));
				double waiting = n;
				await().until(() -> scraped("pipeline_buffer_size", "stage=\"pack\"") == waiting);
				assertThat(scraped("pipeline_buffer_utilization", "stage=\"pack\"")).isEqualTo(waiting / 4);
			}
			open.countDown();
			await().until(() -> scraped("pipeline_buffer_utilization", "stage=\"pack\"") == 0);
			executor.shutdown();
			assertThat(executor.getThreadPoolExecutor().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
			assertThat(processed("success")).isEqualTo(5);
		});
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void saysInTheHelpTextHowADurationIsSampled(double rate) {
		run(rate, (context) -> {
			context.getBean(PipelineMeters.class).pipeline("orders").stage("enrich").processed(1);
			assertThat(this.registry.scrape().contains("Sampled at 0.01; take counts from the counters."))
				.isEqualTo(rate != 1);
		});
	}

	private static void pack(Pipeline orders, CountDownLatch open) {
		try (StageStep step = orders.stage("pack").start()) {
			open.await(1, TimeUnit.MINUTES);
			step.done();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run(double rate, ContextConsumer<? super ApplicationContext> test) {
		new ApplicationContextRunner()
			.withPropertyValues("management.metrics.use-global-registry=false",
					"sightglass.pipelines.sample-rate=" + rate)
			.withBean(MeterRegistry.class, () -> this.registry)
			.withConfiguration(
					AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class))
			.run(test);
	}

	private double processed(String outcome) {
		return scraped("pipeline_records_processed_total", Scraped.label("outcome", outcome));
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	private static final class Slow extends BaseSubscriber<Integer> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// Asks for nothing by itself.
		}

		@Override
		protected void hookOnError(Throwable error) {
			// Part of the test.
		}

	}

}
