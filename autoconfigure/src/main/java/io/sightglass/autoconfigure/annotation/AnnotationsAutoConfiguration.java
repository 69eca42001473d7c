package io.sightglass.autoconfigure.annotation;

import io.micrometer.common.annotation.ValueExpressionResolver;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.CountedMeterTagAnnotationHandler;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.aop.TimedAspect;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.annotation.PublisherCountedAspect;
import io.sightglass.instrumentation.internal.annotation.PublisherTimedAspect;
import io.sightglass.instrumentation.internal.annotation.RepositoryTimes;
import io.sightglass.instrumentation.internal.annotation.SafeTagValues;
import io.sightglass.meters.instrument.Instruments;
import org.aspectj.weaver.Advice;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Makes {@code @Timed}, {@code @Counted} and {@code @MeterTag} work. It stands before
 * Boot's own aspects, which give way to it, so that
 * {@code management.observations.annotations.enabled} counts nothing twice.
 */
@AutoConfiguration(after = SightglassAutoConfiguration.class,
		beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAspectsAutoConfiguration")
@ConditionalOnClass({ Advice.class, TimedAspect.class })
@ConditionalOnEnabled("annotations")
@ConditionalOnBean(Instruments.class)
@ConditionalOnNeeds("@MeterTag")
public final class AnnotationsAutoConfiguration {

	AnnotationsAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	MeterTagAnnotationHandler sightglassTimedTags(Instruments instruments, BeanFactory beans,
			ObjectProvider<ValueExpressionResolver> expressions) {
		SafeTagValues values = new SafeTagValues(instruments.failures(), beans, expressions);
		return new MeterTagAnnotationHandler(values::resolver, values::expressionResolver);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	CountedMeterTagAnnotationHandler sightglassCountedTags(Instruments instruments, BeanFactory beans,
			ObjectProvider<ValueExpressionResolver> expressions) {
		SafeTagValues values = new SafeTagValues(instruments.failures(), beans, expressions);
		return new CountedMeterTagAnnotationHandler(values::resolver, values::expressionResolver);
	}

	/**
	 * Real aspects, in the place of Boot's.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("management.observations.annotations.enabled")
	@ConditionalOnNeeds(value = "the aspects of @Timed and @Counted", of = "@Timed and @Counted",
			instead = "Boot's own aspects take their place")
	static class Aspects {

		@Bean
		@ConditionalOnMissingBean
		TimedAspect sightglassTimedAspect(Instruments instruments, ObjectProvider<MeterTagAnnotationHandler> tags,
				BeanFactory beans) {
			return new PublisherTimedAspect(instruments, tags.getIfUnique(), new RepositoryTimes(beans));
		}

		@Bean
		@ConditionalOnMissingBean
		CountedAspect sightglassCountedAspect(Instruments instruments,
				ObjectProvider<CountedMeterTagAnnotationHandler> tags) {
			return new PublisherCountedAspect(instruments, tags.getIfUnique());
		}

	}

}
