package io.sightglass.autoconfigure.llm.langchain4j;

import java.lang.reflect.Modifier;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.sightglass.autoconfigure.part.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Wraps the streaming models among the beans, so that their first tokens are seen. A
 * final class stays as it is.
 */
class LangChain4jModels implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(LangChain4jModels.class);

	private final Guard guard = new Guard("first tokens of LangChain4j");

	private final ObjectProvider<LangChain4jMeters> meters;

	LangChain4jModels(ObjectProvider<LangChain4jMeters> meters) {
		this.meters = meters;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.guard.bean(bean, name, this::watched);
	}

	private Object watched(Object bean) {
		boolean wrappable = bean instanceof StreamingChatModel && !Modifier.isFinal(bean.getClass().getModifiers());
		return wrappable ? measured((StreamingChatModel) bean) : bean;
	}

	private StreamingChatModel measured(StreamingChatModel model) {
		try {
			return this.meters.getObject().extended(model);
		}
		catch (AopConfigException ex) {
			logger.warn("The streaming model " + model.getClass().getName()
					+ " cannot be wrapped: its calls count, but not its time to first token.", ex);
			return model;
		}
	}

}
