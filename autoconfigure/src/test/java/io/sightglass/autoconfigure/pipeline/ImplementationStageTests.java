package io.sightglass.autoconfigure.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.pipeline.FilteredWhen;
import io.sightglass.meters.pipeline.PipelineStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ImplementationStageTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, () -> this.registry)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				AopAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void givesEachImplementationTheStageThatItNames(boolean ofClasses) {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=" + ofClasses)
			.withBean(Print.class)
			.withBean(Web.class)
			.run((context) -> {
				context.getBeansOfType(Shop.class).values().forEach((shop) -> shop.take(1));
				context.getBeansOfType(Shop.class).values().forEach((shop) -> shop.take(2));
				assertThat(count("print", "success")).isEqualTo(2);
				assertThat(count("web", "success")).isOne();
				assertThat(count("web", "filtered")).isOne();
			});
	}

	private double count(String stage, String outcome) {
		return Scraped.of(this.registry)
			.sum("pipeline_records_processed_total", Scraped.label("stage", stage), Scraped.label("outcome", outcome));
	}

	/** What two beans have in common, by which both are called. */
	interface Shop {

		boolean take(int order);

	}

	static class Print implements Shop {

		@Override
		@PipelineStage(pipeline = "orders", stage = "print")
		public boolean take(int order) {
			return order == 1;
		}

	}

	static class Web implements Shop {

		@Override
		@PipelineStage(pipeline = "orders", stage = "web", filtered = FilteredWhen.FALSE)
		public boolean take(int order) {
			return order == 1;
		}

	}

}
