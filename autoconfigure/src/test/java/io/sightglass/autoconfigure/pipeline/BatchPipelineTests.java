package io.sightglass.autoconfigure.pipeline;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
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
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPipelineTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withUserConfiguration(Application.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				BatchAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.01 })
	void countsAKnownStepExactlyAtEverySampleRate(double rate) {
		this.runner.withPropertyValues("sightglass.pipelines.sample-rate=" + rate).run((context) -> {
			assertThat(context.getBean(JobOperator.class)
				.start(context.getBean(Job.class), new JobParameters())
				.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(count("pipeline.records.received")).isEqualTo(100);
			assertThat(processed("success")).isEqualTo(80);
			assertThat(processed("filtered")).isEqualTo(10);
			assertThat(processed("error")).isEqualTo(10);
			assertThat(count("pipeline.records.delivered")).isEqualTo(80);
			assertThat(count("pipeline.checkpoints")).isEqualTo(10);
			assertThat(count("pipeline.retries")).isEqualTo(10);
			assertThat(this.registry.get("pipeline.records.in.flight").gauge().value()).isZero();
			if (rate == 1) {
				assertThat(this.registry.get("pipeline.stage.duration").timer().count()).isGreaterThanOrEqualTo(10);
			}
		});
	}

	private double processed(String outcome) {
		return this.registry.get("pipeline.records.processed").tag("outcome", outcome).counter().count();
	}

	private double count(String meter) {
		return this.registry.get(meter).counter().count();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Step importOrders(JobRepository repository) {
			List<Integer> orders = IntStream.range(0, 100).boxed().toList();
			Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();
			return new StepBuilder("importOrders", repository).<Integer, Integer>chunk(10)
				.transactionManager(new ResourcelessTransactionManager())
				.reader(new ListItemReader<>(orders))
				.processor((order) -> {
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
				.retry(IllegalStateException.class)
				.retryLimit(3)
				.skip(IllegalArgumentException.class)
				.skipLimit(100)
				.build();
		}

		@Bean
		Job orders(JobRepository repository, Step importOrders) {
			return new JobBuilder("orders", repository).start(importOrders).build();
		}

	}

}
