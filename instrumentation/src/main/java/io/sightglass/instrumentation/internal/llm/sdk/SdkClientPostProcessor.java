package io.sightglass.instrumentation.internal.llm.sdk;

import java.util.function.UnaryOperator;

import io.sightglass.instrumentation.internal.part.OptionalPart;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures the SDK clients among the beans. One that cannot be rebuilt stays as it is.
 */
public final class SdkClientPostProcessor implements BeanPostProcessor {

	private final OptionalPart part;

	private final UnaryOperator<Object> measured;

	public SdkClientPostProcessor(String library, UnaryOperator<Object> measured) {
		this.part = new OptionalPart("LLM calls of " + library);
		this.measured = measured;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this.measured);
	}

}
