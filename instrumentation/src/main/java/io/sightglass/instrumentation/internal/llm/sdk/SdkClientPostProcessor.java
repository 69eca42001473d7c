package io.sightglass.instrumentation.internal.llm.sdk;

import java.util.function.UnaryOperator;

import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Measures the clients among the beans. A measured client may be of another class: a bean
 * that is declared by its own, and may be injected by it, stays as it is.
 */
public final class SdkClientPostProcessor implements BeanPostProcessor, BeanFactoryAware {

	private static final SafeLog logger = SafeLog.of(SdkClientPostProcessor.class);

	private final OptionalPart part;

	private final String library;

	private final UnaryOperator<Object> measured;

	private @Nullable ConfigurableListableBeanFactory beans;

	public SdkClientPostProcessor(String library, UnaryOperator<Object> measured) {
		this.part = new OptionalPart("LLM calls of " + library);
		this.library = library;
		this.measured = measured;
	}

	@Override
	public void setBeanFactory(BeanFactory beans) {
		this.beans = (beans instanceof ConfigurableListableBeanFactory listable) ? listable : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, (any) -> {
			Object measured = this.measured.apply(any);
			Class<?> declared = (measured != any) ? declared(name) : null;
			if (declared == null || declared.isInstance(measured)) {
				return measured;
			}
			logger.warn("The bean '" + name + "' is declared as " + declared.getName()
					+ ", so that it stays as it is and its LLM calls do not count: declare it by the interface of "
					+ this.library + ".");
			return any;
		});
	}

	private @Nullable Class<?> declared(String name) {
		if (this.beans == null || !this.beans.containsBeanDefinition(name)) {
			return null;
		}
		Class<?> declared = this.beans.getMergedBeanDefinition(name).getResolvableType().resolve();
		return (declared != null && FactoryBean.class.isAssignableFrom(declared)) ? this.beans.getType(name) : declared;
	}

}
