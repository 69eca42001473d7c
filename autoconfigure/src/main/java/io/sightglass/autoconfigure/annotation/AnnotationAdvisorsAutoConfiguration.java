package io.sightglass.autoconfigure.annotation;

import java.util.List;

import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.CountedMeterTagAnnotationHandler;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.aop.TimedAspect;
import io.sightglass.autoconfigure.ConditionalOnEnabled;
import io.sightglass.autoconfigure.part.ConditionalOnNeeds;
import io.sightglass.instrumentation.internal.annotation.AnnotatedMethods;
import io.sightglass.instrumentation.internal.annotation.AspectInterceptor;
import io.sightglass.instrumentation.internal.annotation.KeptClasses;
import io.sightglass.instrumentation.internal.annotation.PublisherCountedAspect;
import io.sightglass.instrumentation.internal.annotation.PublisherTimedAspect;
import io.sightglass.instrumentation.internal.annotation.RepositoryTimes;
import io.sightglass.meters.instrument.Instruments;
import org.aspectj.weaver.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;

/**
 * Micrometer's aspects without being aspects: AspectJ stays asleep until a bean carries
 * one of the annotations. Boot's switch asks for AspectJ anyway, and gets aspects. Last
 * of all, so that advisors of equal order, such as those of transactions, stand before
 * these as they stand before aspects.
 */
@AutoConfiguration(after = AnnotationsAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ Advice.class, TimedAspect.class })
@ConditionalOnEnabled("annotations")
@ConditionalOnBean({ Instruments.class, AbstractAutoProxyCreator.class })
@ConditionalOnBooleanProperty(name = "management.observations.annotations.enabled", havingValue = false,
		matchIfMissing = true)
@ConditionalOnNeeds("@Timed and @Counted")
public final class AnnotationAdvisorsAutoConfiguration {

	AnnotationAdvisorsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "spring.aop.proxy-target-class", havingValue = false)
	static KeptClasses sightglassKeptClasses(ConfigurableListableBeanFactory beans) {
		return new KeptClasses(beans, List.of(Timed.class, Counted.class));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(TimedAspect.class)
	static Advisor sightglassTimedAdvisor(BeanFactory beans, ObjectProvider<Instruments> instruments,
			ObjectProvider<MeterTagAnnotationHandler> tags) {
		AspectInterceptor<TimedAspect> advice = new AspectInterceptor<>(
				() -> new PublisherTimedAspect(instruments.getObject(), tags.getIfUnique(), new RepositoryTimes(beans)),
				(aspect, invocation, call) -> (AnnotatedMethods.annotation(invocation, Timed.class) != null)
						? aspect.timedMethod(call) : aspect.timedClass(call));
		return new DefaultPointcutAdvisor(AnnotatedMethods.withOrWithin(Timed.class, beans), advice);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(CountedAspect.class)
	static Advisor sightglassCountedAdvisor(BeanFactory beans, ObjectProvider<Instruments> instruments,
			ObjectProvider<CountedMeterTagAnnotationHandler> tags) {
		AspectInterceptor<CountedAspect> advice = new AspectInterceptor<>(
				() -> new PublisherCountedAspect(instruments.getObject(), tags.getIfUnique()),
				(aspect, invocation, call) -> {
					@Nullable Counted counted = AnnotatedMethods.annotation(invocation, Counted.class);
					return (counted != null) ? aspect.interceptAndRecord(call, counted) : aspect.countedClass(call);
				});
		return new DefaultPointcutAdvisor(AnnotatedMethods.withOrWithin(Counted.class, beans), advice);
	}

}
