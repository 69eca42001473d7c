package io.sightglass.autoconfigure.pipeline;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.micrometer.core.instrument.step.StepRegistryConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.instrumentation.internal.batch.BatchStepPostProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPipelineTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = runner(this.registry);

	private static ApplicationContextRunner runner(MeterRegistry registry) {
		return new ApplicationContextRunner().withPropertyValues("management.metrics.use-global-registry=false")
			.withBean(MeterRegistry.class, () -> registry)
			.withUserConfiguration(Application.class)
			.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
					BatchAutoConfiguration.class));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsAKnownStepExactlyAtEverySampleRate(double rate) {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			assertThat(run(context, Integer.MAX_VALUE)).isEqualTo(BatchStatus.COMPLETED);
			assertThat(scraped("pipeline_records_received_total", "source=\"importOrders\"")).isEqualTo(100);
			assertThat(processed("success")).isEqualTo(75);
			assertThat(processed("filtered")).isEqualTo(10);
			assertThat(processed("error")).isEqualTo(15);
			assertThat(scraped("pipeline_records_delivered_total", "sink=\"importOrders\"")).isEqualTo(75);
			assertThat(scraped("pipeline_checkpoints_total")).isEqualTo(10);
			assertThat(scraped("pipeline_retries_total")).isEqualTo(10);
			// Ten retried, ten skipped by the processor and five by the reader.
			assertThat(scraped("pipeline_errors_total", "error=\"state\"")).isEqualTo(10);
			assertThat(scraped("pipeline_errors_total", "error=\"invalid\"")).isEqualTo(15);
			assertThat(scraped("pipeline_records_in_flight")).isZero();
			if (rate == 1) {
				assertThat(scraped("pipeline_stage_duration_seconds_count")).isEqualTo(10);
			}
		});
	}

	@Test
	void countsWhatWentDownWithAStepAsFailed() {
		this.runner.run((context) -> {
			assertThat(run(context, 45)).isEqualTo(BatchStatus.FAILED);
			double received = scraped("pipeline_records_received_total");
			assertThat(received).isLessThan(100);
			assertThat(processed("success") + processed("filtered") + processed("error")).isEqualTo(received);
			assertThat(scraped("pipeline_errors_total", "error=\"denied\"")).isPositive();
			assertThat(scraped("pipeline_records_in_flight")).isZero();
		});
	}

	@Test
	void losesNothingOfAJobThatEndsWithItsProcess() {
		Pushed pushed = new Pushed();
		runner(pushed).withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.run((context) -> assertThat(run(context, Integer.MAX_VALUE)).isEqualTo(BatchStatus.COMPLETED));
		// Boot closes the registry with the context, and it pushes what it has.
		assertThat(pushed.last).containsEntry("pipeline.records.received", 100.0)
			.containsEntry("pipeline.records.delivered", 75.0)
			.containsEntry("pipeline.checkpoints", 10.0);
	}

	@Test
	void backsOff() {
		this.runner.withPropertyValues("sightglass.batch.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BatchStepPostProcessor.class));
	}

	private static BatchStatus run(ApplicationContext context, int fatal) throws Exception {
		context.getBean(Fatal.class).order = fatal;
		return context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters()).getStatus();
	}

	private double processed(String outcome) {
		return scraped("pipeline_records_processed_total", "stage=\"importOrders\"", Scraped.label("outcome", outcome));
	}

	private double scraped(String sample, String... labels) {
		return Scraped.of(this.registry).sum(sample, labels);
	}

	/** The order that ends the job. */
	static class Fatal {

		private volatile int order;

	}

	/** A registry that pushes each minute, and once more when it is closed. */
	private static final class Pushed extends StepMeterRegistry {

		private final Map<String, Double> last = new ConcurrentHashMap<>();

		Pushed() {
			super(new StepRegistryConfig() {
				@Override
				public String prefix() {
					return "pushed";
				}

				@Override
				public @Nullable String get(String key) {
					return null;
				}
			}, Clock.SYSTEM);
		}

		@Override
		protected void publish() {
			getMeters().forEach((meter) -> {
				if (meter instanceof Counter counter) {
					this.last.merge(meter.getId().getName(), counter.count(), Double::sum);
				}
			});
		}

		@Override
		protected TimeUnit getBaseTimeUnit() {
			return TimeUnit.SECONDS;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Fatal fatal() {
			return new Fatal();
		}

		@Bean
		Step importOrders(JobRepository repository, Fatal fatal) {
			Iterator<Integer> orders = IntStream.range(0, 100).iterator();
			Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();
			return new StepBuilder("importOrders", repository).<Integer, Integer>chunk(10)
				.transactionManager(new ResourcelessTransactionManager())
				.reader(() -> read(orders))
				.processor((order) -> {
					if (order == fatal.order) {
						throw new SecurityException("order " + order);
					}
					if (order % 10 == 1) {
						throw new IllegalArgumentException("order " + order);
					}
					if (order % 10 == 2 && failedOnce.add(order)) {
						throw new IllegalStateException("order " + order);
					}
					return (order % 10 == 0) ? null : order;
				})
				.writer((chunk) -> {
				})
				.faultTolerant()
				.retryPolicy(RetryPolicy.builder()
					.includes(IllegalStateException.class)
					.maxRetries(3)
					.delay(Duration.ZERO)
					.build())
				.skip(IllegalArgumentException.class)
				.skipLimit(100)
				.build();
		}

		// Every twentieth cannot even be read.
		private static @Nullable Integer read(Iterator<Integer> orders) {
			Integer order = orders.hasNext() ? orders.next() : null;
			if (order != null && order % 20 == 3) {
				throw new IllegalArgumentException("order " + order);
			}
			return order;
		}

		@Bean
		Job orders(JobRepository repository, Step importOrders) {
			return new JobBuilder("orders", repository).start(importOrders).build();
		}

	}

}
