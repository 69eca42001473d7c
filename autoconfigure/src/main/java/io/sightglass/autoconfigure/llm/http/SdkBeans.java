package io.sightglass.autoconfigure.llm.http;

import java.util.function.UnaryOperator;

import io.sightglass.autoconfigure.part.Guard;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures the SDK clients among the beans. One that cannot be rebuilt stays as it is.
 */
class SdkBeans implements BeanPostProcessor {

	private final Guard guard;

	private final UnaryOperator<Object> measured;

	SdkBeans(String library, UnaryOperator<Object> measured) {
		this.guard = new Guard("LLM calls of " + library);
		this.measured = measured;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.guard.bean(bean, name, this.measured);
	}

}
