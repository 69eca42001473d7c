package io.sightglass.autoconfigure.pipeline;

import java.util.AbstractList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.pipeline.PipelineStage;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.sightglass.test.SightglassAssertions.assertThat;

/**
 * A collection that asks its database, as an object mapper's does, and cannot.
 */
class LazyResultTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.metrics.use-global-registry=false")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(Orders.class)
		.withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class, PipelineAutoConfiguration.class,
				AopAutoConfiguration.class));

	@Test
	void isReturnedAndItsRecordIsProcessed() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			List<String> lazy = new Lazy();
			assertThat(context.getBean(Orders.class).lazy(lazy) == lazy).isTrue();
			assertThat(registry).pipeline("orders").hasProcessed(1);
			assertThat(registry.get("sightglass.failures").tag("family", "pipeline").counter().count()).isOne();
		});
	}

	static class Orders {

		@PipelineStage(pipeline = "orders")
		public List<String> lazy(List<String> lazy) {
			return lazy;
		}

	}

	private static final class Lazy extends AbstractList<String> {

		@Override
		public String get(int index) {
			throw new IllegalStateException("no session");
		}

		@Override
		public int size() {
			throw new IllegalStateException("no session");
		}

	}

}
