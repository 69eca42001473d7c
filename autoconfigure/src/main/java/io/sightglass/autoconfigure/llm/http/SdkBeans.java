package io.sightglass.autoconfigure.llm.http;

import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures the SDK clients among the beans. One that cannot be rebuilt stays as it is.
 */
class SdkBeans implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(SdkBeans.class);

	private final UnaryOperator<Object> measured;

	SdkBeans(UnaryOperator<Object> measured) {
		this.measured = measured;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		try {
			return this.measured.apply(bean);
		}
		catch (RuntimeException ex) {
			logger.warn("The calls of the bean " + name + " are not measured.", ex);
			return bean;
		}
	}

}
