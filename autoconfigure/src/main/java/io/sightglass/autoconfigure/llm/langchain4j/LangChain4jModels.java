package io.sightglass.autoconfigure.llm.langchain4j;

import java.lang.reflect.Modifier;

import dev.langchain4j.model.chat.StreamingChatModel;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Wraps the streaming models among the beans, so that their first tokens are seen. A
 * final class stays as it is.
 */
class LangChain4jModels implements BeanPostProcessor {

	private final ObjectProvider<LangChain4jMeters> meters;

	LangChain4jModels(ObjectProvider<LangChain4jMeters> meters) {
		this.meters = meters;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		boolean wrappable = bean instanceof StreamingChatModel && !Modifier.isFinal(bean.getClass().getModifiers());
		return wrappable ? this.meters.getObject().measured((StreamingChatModel) bean) : bean;
	}

}
