package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.lang.reflect.Modifier;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures the streaming models among the beans. One whose class is final stays as it is.
 */
public final class StreamingModelPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(StreamingModelPostProcessor.class);

	private final OptionalPart part = new OptionalPart("first tokens of LangChain4j");

	private final ObjectProvider<LangChain4jMeters> meters;

	public StreamingModelPostProcessor(ObjectProvider<LangChain4jMeters> meters) {
		this.meters = meters;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return this.part.bean(bean, name, this::measured);
	}

	private Object measured(Object bean) {
		boolean wrappable = bean instanceof StreamingChatModel && !Modifier.isFinal(bean.getClass().getModifiers());
		return wrappable ? wrapped((StreamingChatModel) bean) : bean;
	}

	private StreamingChatModel wrapped(StreamingChatModel model) {
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
