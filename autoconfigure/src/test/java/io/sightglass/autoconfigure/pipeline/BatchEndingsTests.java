package io.sightglass.autoconfigure.pipeline;

import java.io.IOException;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class BatchEndingsTests {

	private static final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM);

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getBeanFactory().registerSingleton("registry", registry))
			.run("--management.metrics.use-global-registry=false");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@EnumSource
	void countsEachEndingOnce(Ending ending) throws Exception {
		PipelineFigures before = PipelineFigures.of(registry);
		AutowireCapableBeanFactory beans = context.getAutowireCapableBeanFactory();
		JobRepository repository = context.getBean(JobRepository.class);
		Step step = ending.kind.build(new StepBuilder(ending.name(), repository), beans,
				new BatchSteps.Orders(ending.orders.split(", ?")));
		context.getBean(JobOperator.class)
			.start(new JobBuilder(ending.name(), repository).start((Step) beans.initializeBean(step, ending.name()))
				.build(), new JobParameters());
		PipelineFigures after = PipelineFigures.of(registry);
		assertThat(after.since(before)).isEqualTo(ending.countsAs);
		assertThat(after.unaccounted()).isZero();
	}

	@Test
	void writesThePage() throws IOException {
		EndingsPage.check("Spring Batch", Ending.values());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
			BatchAutoConfiguration.class })
	static class Application {

	}

	/**
	 * What becomes of the records of a step with chunks of two.
	 */
	enum Ending implements EndingsPage.Row {

		PROCESSED(BatchSteps.CHUNKS, "a, b, c", "Three records, all written",
				"3 received, 3 processed as `success`, 3 delivered, 2 timed"),

		FILTERED(BatchSteps.CHUNKS, "a, unwanted", "One of two is filtered by the processor",
				"2 received, 1 processed as `filtered`, 1 processed as `success`, 1 delivered, 1 timed"),

		UNREADABLE(BatchSteps.CHUNKS, "a, unreadable", "One of two is skipped by the reader",
				"2 received, 1 processed as `error`, 1 processed as `success`, 1 error `invalid`, 1 delivered, 1 timed"),

		BAD(BatchSteps.CHUNKS, "a, bad", "One of two is skipped by the processor",
				"2 received, 1 processed as `error`, 1 processed as `success`, 1 error `invalid`, 1 delivered, 1 timed"),

		UNWRITABLE(BatchSteps.CHUNKS, "a, unwritable",
				"One of two is skipped by the writer, which takes them one by one after it refused both",
				"2 received, 1 processed as `error`, 1 processed as `success`, 1 error `invalid`, 1 delivered, 3 timed"),

		RETRIED(BatchSteps.CHUNKS, "a, flaky", "The processor has success with one of two at the second attempt",
				"2 received, 2 processed as `success`, 1 error `state`, 1 retried, 2 delivered, 1 timed"),

		GIVEN_UP(BatchSteps.CHUNKS, "a, never",
				"The processor fails with one of two at each attempt, and the step ends",
				"2 received, 2 processed as `error`, 3 error `state`, 1 retried, 1 timed"),

		FATAL(BatchSteps.CHUNKS, "a, b, c, fatal", "The second chunk ends the step",
				"4 received, 2 processed as `error`, 2 processed as `success`, 2 error `denied`, 2 delivered, 2 timed"),

		STOPPED(BatchSteps.CHUNKS, "a, last, c", "The job is stopped in the first chunk",
				"2 received, 2 processed as `success`, 2 delivered, 1 timed"),

		EXECUTOR(BatchSteps.EXECUTOR, "a, b, c, unwanted", "A step with a task executor",
				"4 received, 1 processed as `filtered`, 3 processed as `success`, 3 delivered, 2 timed"),

		EXECUTOR_BAD(BatchSteps.EXECUTOR, "a, bad, c, flaky", "The same with one skipped and one retried",
				"4 received, 1 processed as `error`, 3 processed as `success`, 1 error `invalid`, 1 error `state`, "
						+ "1 retried, 3 delivered, 2 timed"),

		EXECUTOR_FATAL(BatchSteps.EXECUTOR, "a, b, c, fatal", "The same, and the second chunk ends the step",
				"4 received, 2 processed as `error`, 2 processed as `success`, 2 error `denied`, 2 delivered, 2 timed"),

		PARTITIONED(BatchSteps.PARTITIONED, "a, b, c, d", "A step in two partitions: those of the workers alone",
				"4 received, 4 processed as `success`, 4 delivered, 2 timed"),

		CLASSIC(BatchSteps.CLASSIC, "a, b, c, unwanted", "A step of `chunk(2, transactionManager)`",
				"4 received, 1 processed as `filtered`, 3 processed as `success`, 3 delivered, 2 timed"),

		CLASSIC_UNREADABLE(BatchSteps.CLASSIC, "a, unreadable, c", "The same with one skipped by the reader",
				"3 received, 1 processed as `error`, 2 processed as `success`, 1 error `invalid`, 2 delivered, 1 timed"),

		CLASSIC_BAD(BatchSteps.CLASSIC, "a, bad", "The same with one skipped by the processor",
				"2 received, 1 processed as `error`, 1 processed as `success`, 1 error `invalid`, 1 delivered, 2 timed"),

		CLASSIC_UNWRITABLE(BatchSteps.CLASSIC, "a, unwritable", "The same with one skipped by the writer",
				"2 received, 1 processed as `error`, 1 processed as `success`, 1 error `invalid`, 1 delivered, 4 timed"),

		CLASSIC_RETRIED(BatchSteps.CLASSIC, "a, flaky", "The same with success at the second attempt",
				"2 received, 2 processed as `success`, 1 error `state`, 1 retried, 2 delivered, 2 timed"),

		CLASSIC_REWRITTEN(BatchSteps.CLASSIC, "a, slow to write", "The same, when the writer fails once",
				"2 received, 2 processed as `success`, 1 error `state`, 1 retried, 2 delivered, 2 timed"),

		CLASSIC_FATAL(BatchSteps.CLASSIC, "a, b, c, fatal",
				"The same, and the second chunk ends the step, at its second attempt",
				"4 received, 2 processed as `error`, 2 processed as `success`, 2 error `denied`, 2 delivered, 3 timed"),

		CLASSIC_EXECUTOR(BatchSteps.CLASSIC_EXECUTOR, "a, b, c, d", "The same with a task executor",
				"4 received, 4 processed as `success`, 4 delivered, 2 timed"),

		TASKLET(BatchSteps.TASKLET, "a", "A step that is a tasklet", "");

		private final BatchSteps kind;

		private final String orders;

		private final String ending;

		private final String countsAs;

		Ending(BatchSteps kind, String orders, String ending, String countsAs) {
			this.kind = kind;
			this.orders = orders;
			this.ending = ending;
			this.countsAs = countsAs;
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.countsAs.isEmpty() ? "nothing" : this.countsAs;
		}

	}

}
