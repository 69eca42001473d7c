package io.sightglass.instrumentation.internal.llm.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.instrumentation.internal.part.OptionalPart;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures the streaming models among the beans.
 */
public final class StreamingModelPostProcessor implements BeanPostProcessor {

	private final OptionalPart part = new OptionalPart("first tokens of LangChain4j");

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, (any) -> (any instanceof StreamingChatModel)
				? ExtendedBean.of(any, new StreamingModelInterceptor(), "its calls count, but not its first tokens")
				: any);
	}

}
