package io.sightglass.autoconfigure.pipeline;

import io.sightglass.autoconfigure.ConditionalOnFamily;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import org.aspectj.lang.ProceedingJoinPoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows records on their way: through the application's own stages, annotated methods,
 * Spring Integration, Spring Kafka and Spring Batch.
 *
 * <pre>
 * pipeline_records_received_total{pipeline="orders",source="shop"} 1000.0
 * pipeline_records_in_flight{pipeline="orders"} 12.0
 * </pre>
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class)
@ConditionalOnFamily
@EnableConfigurationProperties(PipelineProperties.class)
public final class PipelineAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PipelineMeters pipelineMeters(PipelineProperties properties, ObjectProvider<Instruments> instruments) {
		Instruments available = properties.enabled() ? instruments.getIfAvailable() : null;
		return (available != null) ? PipelineMeters.of(available, Sampler.of(properties.sampleRate()))
				: PipelineMeters.NONE;
	}

	/**
	 * Annotated methods, where AspectJ's weaver is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFamily("pipelines")
	@ConditionalOnClass(ProceedingJoinPoint.class)
	static class Annotated {

		@Bean
		@ConditionalOnMissingBean
		static PipelineStageAspect pipelineStageAspect(ObjectProvider<PipelineMeters> meters) {
			return new PipelineStageAspect(meters);
		}

	}

}
