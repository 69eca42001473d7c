package io.sightglass.test.spring;

import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.test.OpenWork;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of {@link WatchOpenWork}.
 */
@Configuration(proxyBeanMethods = false)
class OpenWorkConfiguration {

	@Bean
	OpenWork sightglassOpenWork() {
		return new OpenWork();
	}

	@Bean
	static BeanPostProcessor sightglassOpenWorkPostProcessor(ObjectProvider<OpenWork> work) {
		return new Watching(work);
	}

	private record Watching(ObjectProvider<OpenWork> work) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			if (bean instanceof PipelineMeters pipelines) {
				return this.work.getObject().watch(pipelines);
			}
			if (bean instanceof LlmMeters calls) {
				return this.work.getObject().watch(calls);
			}
			return (bean instanceof ConnectionMeters connections) ? this.work.getObject().watch(connections) : bean;
		}

	}

}
