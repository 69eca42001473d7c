package io.sightglass.autoconfigure.annotation;

import java.util.function.Function;

import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.meters.instrument.Instruments;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.weaver.Advice;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

import static org.assertj.core.api.Assertions.assertThat;

class AnnotationsAutoConfigurationTests {

	private final ApplicationContextRunner runner = AnnotationContext.runner();

	@Test
	void makesTheAnnotationsWorkWithoutASwitch() {
		this.runner.run((context) -> {
			context.getBean(AnnotatedOrders.class).blocking(2);
			assertThat(context.getBean(MeterRegistry.class).get("blocking").timer().count()).isOne();
			assertThat(context.getBean(MeterRegistry.class).get("blocking.calls").counter().count()).isOne();
		});
	}

	@Test
	void leavesNoAspectThatWouldWakeAspectJ() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(TimedAspect.class);
			assertThat(context).doesNotHaveBean(CountedAspect.class);
			assertThat(context).getBeans(Advisor.class)
				.containsOnlyKeys("sightglassTimedAdvisor", "sightglassCountedAdvisor");
		});
	}

	@Test
	void standsBehindAdvisorsOfEqualOrder() {
		this.runner.withConfiguration(AutoConfigurations.of(ZuluAutoConfiguration.class)).run((context) -> {
			Advisor[] advisors = ((Advised) context.getBean(AnnotatedOrders.class)).getAdvisors();
			assertThat(advisors).hasSize(3);
			assertThat(advisors[0]).isSameAs(context.getBean("zulu"));
		});
	}

	@Test
	void countsOnceWhenBootsSwitchIsOnToo() {
		this.runner.withPropertyValues("management.observations.annotations.enabled=true").run((context) -> {
			assertThat(context).hasSingleBean(TimedAspect.class);
			assertThat(context).hasSingleBean(CountedAspect.class);
			assertThat(context).hasSingleBean(MeterTagAnnotationHandler.class);
			context.getBean(AnnotatedOrders.class).blocking(2);
			context.getBean(AnnotatedOrders.class).mono(2).block();
			for (String name : new String[] { "blocking", "mono" }) {
				assertThat(context.getBean(MeterRegistry.class).get(name).timer().count()).isOne();
				assertThat(context.getBean(MeterRegistry.class).get(name + ".calls").counter().count()).isOne();
			}
		});
	}

	@Test
	void leavesNothingWhenSwitchedOff() {
		for (String property : new String[] { "sightglass.enabled=false", "sightglass.annotations.enabled=false" }) {
			this.runner.withPropertyValues(property).run((context) -> {
				assertThat(context).doesNotHaveBean(TimedAspect.class);
				assertThat(context).doesNotHaveBean(CountedAspect.class);
				assertThat(context).doesNotHaveBean(MeterTagAnnotationHandler.class);
			});
		}
	}

	@Test
	void leavesBootsAspectsAloneWhenSwitchedOff() {
		this.runner
			.withPropertyValues("sightglass.annotations.enabled=false",
					"management.observations.annotations.enabled=true")
			.run((context) -> assertThat(context.getBean(TimedAspect.class)).isExactlyInstanceOf(TimedAspect.class));
	}

	@Test
	void breaksNothingWithoutAspectJ() {
		this.runner.withClassLoader(new FilteredClassLoader(Advice.class)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).doesNotHaveBean(TimedAspect.class);
			assertThat(context.getBean(AnnotatedOrders.class).blocking(2)).isEqualTo("done");
		});
	}

	@Test
	void breaksNothingWithoutARegistry() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AnnotationsAutoConfiguration.class, SightglassAutoConfiguration.class))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context).doesNotHaveBean(Instruments.class);
				assertThat(context).doesNotHaveBean(TimedAspect.class);
			});
	}

	@Test
	void givesWayToTheUsersAspect() {
		this.runner.withUserConfiguration(OwnAspect.class).run((context) -> {
			assertThat(context).hasSingleBean(TimedAspect.class);
			context.getBean(AnnotatedOrders.class).blocking(2);
			assertThat(context.getBean(MeterRegistry.class).get("blocking").tag("mine", "yes").timer().count()).isOne();
		});
	}

	@AutoConfiguration
	static class ZuluAutoConfiguration {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor zulu() {
			NameMatchMethodPointcut blocking = new NameMatchMethodPointcut();
			blocking.setMappedName("blocking");
			MethodInterceptor advice = MethodInvocation::proceed;
			return new DefaultPointcutAdvisor(blocking, advice);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAspect {

		@Bean
		TimedAspect ownTimedAspect(MeterRegistry registry) {
			Function<ProceedingJoinPoint, Iterable<Tag>> tags = (call) -> Tags.of("mine", "yes");
			return new TimedAspect(registry, tags);
		}

	}

}
