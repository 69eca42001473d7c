package io.sightglass.instrumentation.internal.annotation;

import java.lang.annotation.Annotation;
import java.util.List;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Lets Spring extend the class of an annotated bean even where it is told to be content
 * with interfaces: without the annotation the bean would have kept its class. It stands
 * before what makes the proxies.
 */
public final class KeptClasses implements SmartInstantiationAwareBeanPostProcessor, PriorityOrdered {

	private final ConfigurableListableBeanFactory beans;

	private final List<AnnotatedMethods> annotated;

	public KeptClasses(ConfigurableListableBeanFactory beans, List<Class<? extends Annotation>> annotations) {
		this.beans = beans;
		this.annotated = annotations.stream()
			.map((annotation) -> AnnotatedMethods.withOrWithin(annotation, beans))
			.toList();
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		return keep(bean, name);
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String name) {
		return keep(bean, name);
	}

	private Object keep(Object bean, String name) {
		if (this.beans.containsBeanDefinition(name)
				&& this.annotated.stream().anyMatch((methods) -> methods.isAlone(bean.getClass()))) {
			this.beans.getBeanDefinition(name).setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
