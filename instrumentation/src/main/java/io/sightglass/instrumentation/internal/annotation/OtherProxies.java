package io.sightglass.instrumentation.internal.annotation;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

/**
 * Whether the beans of a class are extended anyway, such as for transactions, so that one
 * more advice changes nothing.
 *
 * @param beans where the beans are
 */
record OtherProxies(BeanFactory beans) implements Predicate<Class<?>> {

	// Those are no advisors but add theirs to a proxy later, or make one.
	private static final Map<String, String> PROCESSORS = Map.of("org.springframework.stereotype.Repository",
			"persistenceExceptionTranslationPostProcessor", "org.springframework.scheduling.annotation.Async",
			"org.springframework.scheduling.config.internalAsyncAnnotationProcessor",
			"org.springframework.validation.annotation.Validated", "methodValidationPostProcessor");

	@Override
	public boolean test(Class<?> type) {
		return isProcessed(type) || (this.beans instanceof ConfigurableListableBeanFactory all && isAdvised(type, all));
	}

	private boolean isProcessed(Class<?> type) {
		return PROCESSORS.entrySet()
			.stream()
			.anyMatch((entry) -> this.beans.containsBean(entry.getValue()) && isAnnotated(type, entry.getKey()));
	}

	private static boolean isAnnotated(Class<?> type, String annotation) {
		return MergedAnnotations.from(type, MergedAnnotations.SearchStrategy.TYPE_HIERARCHY).isPresent(annotation)
				|| Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
					.anyMatch((method) -> MergedAnnotations.from(method).isPresent(annotation));
	}

	// Whoever asks us has made them all. One that is being made is not waited for.
	private static boolean isAdvised(Class<?> type, ConfigurableListableBeanFactory all) {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(all, Advisor.class, true, false))
			.filter((name) -> !all.containsLocalBean(name) || all.containsSingleton(name))
			.map((name) -> all.getBean(name, Advisor.class))
			.filter((advisor) -> !(advisor instanceof PointcutAdvisor ours
					&& ours.getPointcut() instanceof AnnotatedMethods))
			.anyMatch((advisor) -> AopUtils.canApply(advisor, type));
	}

}
