package io.sightglass.autoconfigure.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.docs.EndingsPage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a registry holds of records that were under way when the application ended.
 */
public class PipelineShutDownTests {

	@ParameterizedTest
	@EnumSource
	void keepsTheEndOfWhatWasUnderWay(Ending ending) throws Exception {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), Clock.SYSTEM);
		ConfigurableApplicationContext app = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.initializers((starting) -> starting.getBeanFactory().registerSingleton("registry", registry))
			.run("--management.metrics.use-global-registry=false", "--sightglass.integration.sources=in",
					"--sightglass.integration.stages=work", "--sightglass.integration.sinks=out",
					"--spring.lifecycle.timeout-per-shutdown-phase=" + (ending.inTime ? "20s" : "100ms"));
		Work work = app.getBean(Work.class);
		if (ending.step) {
			Step step = app.getBean(Step.class);
			JobOperator jobs = app.getBean(JobOperator.class);
			app.getBean(ThreadPoolTaskExecutor.class)
				.submit(() -> jobs.start(new JobBuilder("job", app.getBean(JobRepository.class)).start(step).build(),
						new JobParameters()));
		}
		else {
			app.getBean("in", MessageChannel.class).send(new GenericMessage<>("order"));
		}
		assertThat(work.begun.await(10, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(app::close);
		if (ending.inTime) {
			work.end.countDown();
		}
		closed.get(30, TimeUnit.SECONDS);
		String last = PipelineFigures.of(registry).since(new PipelineFigures(Map.of()));
		work.end.countDown();
		assertThat(last).isEqualTo(ending.figures);
	}

	static class Work {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch end = new CountDownLatch(1);

		// It takes no notice of an interrupt, as much of what blocks does not.
		String on(String order) {
			this.begun.countDown();
			CompletableFuture.runAsync(this::await).join();
			return order;
		}

		private void await() {
			try {
				this.end.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LifecycleAutoConfiguration.class, MetricsAutoConfiguration.class,
			SightglassAutoConfiguration.class, PipelineAutoConfiguration.class, IntegrationAutoConfiguration.class,
			BatchAutoConfiguration.class })
	static class Application {

		@Bean
		Work doing() {
			return new Work();
		}

		@Bean
		ThreadPoolTaskExecutor workers() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ExecutorChannel work(ThreadPoolTaskExecutor workers) {
			return new ExecutorChannel(workers);
		}

		@Bean
		IntegrationFlow orders(ExecutorChannel work, Work doing) {
			return IntegrationFlow.from("in")
				.channel(work)
				.handle(String.class, (order, headers) -> doing.on(order))
				.channel("out")
				.nullChannel();
		}

		@Bean
		Step step(JobRepository repository, Work doing) {
			return new StepBuilder("step", repository).<String, String>chunk(2)
				.transactionManager(new ResourcelessTransactionManager())
				.reader(new ListItemReader<>(List.of("one", "two")))
				.processor(doing::on)
				.writer((chunk) -> {
				})
				.build();
		}

	}

	/**
	 * What is under way, and whether it ends in time.
	 */
	public enum Ending implements EndingsPage.Row {

		/** A message. */
		RECORD(false, true, "A record of an executor ends in the grace period",
				"1 received, 1 processed as `success`, 1 delivered, 1 timed"),

		/** A message that takes too long. */
		RECORD_CUT_OFF(false, false, "The same goes on after it", "1 received, 1 still in flight"),

		/** A step. */
		STEP(true, true, "A step of Spring Batch ends in the grace period",
				"2 received, 2 processed as `success`, 2 delivered, 1 timed"),

		/** A step that takes too long. */
		STEP_CUT_OFF(true, false, "The same goes on after it", "");

		private final boolean step;

		private final boolean inTime;

		private final String ending;

		private final String figures;

		Ending(boolean step, boolean inTime, String ending, String figures) {
			this.step = step;
			this.inTime = inTime;
			this.ending = ending;
			this.figures = figures;
		}

		@Override
		public String ending() {
			return this.ending;
		}

		@Override
		public String countsAs() {
			return this.figures.isEmpty() ? "nothing of its last chunk" : this.figures;
		}

	}

}
