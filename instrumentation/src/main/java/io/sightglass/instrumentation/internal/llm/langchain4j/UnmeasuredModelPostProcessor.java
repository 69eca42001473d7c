package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.util.List;
import java.util.Set;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.sightglass.instrumentation.internal.part.OptionalPart;
import io.sightglass.registry.internal.log.SafeLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Names the models among the beans that nobody listens to. A model takes listeners when
 * it is built, and none afterwards.
 */
public final class UnmeasuredModelPostProcessor implements BeanPostProcessor {

	// A model of the application's own may stand on one that is measured.
	private static final String LIBRARY = "dev.langchain4j.model.";

	private static final Set<String> HEARD = Set.of("ChatModel", "StreamingChatModel", "EmbeddingModel");

	private static final SafeLog logger = SafeLog.of(UnmeasuredModelPostProcessor.class);

	private final OptionalPart part = new OptionalPart("models of LangChain4j that nobody listens to",
			"no line of the log names them");

	// Before others take their place.
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		return this.part.bean(bean, name, (any) -> {
			if (any.getClass().getName().startsWith(LIBRARY)) {
				check(any, name);
			}
			return any;
		});
	}

	private static void check(Object bean, String name) {
		List<ChatModelListener> listeners = listeners(bean);
		if (listeners != null && listeners.stream().noneMatch(ChatCalls.class::isInstance)) {
			logger.warn("The bean '" + name + "' (" + bean.getClass().getName()
					+ ") was built without the bean ChatModelListener of Sightglass, so that its LLM calls do not"
					+ " count: give it to the model's builder as a listener.");
		}
		String unheard = unheard(bean.getClass());
		if (unheard != null) {
			logger.warn("The bean '" + name + "' (" + bean.getClass().getName() + ") is a " + unheard
					+ " of LangChain4j, which tells nobody of its calls: they count where it stands on a measured HTTP"
					+ " client.");
		}
		// What listens does not say who does.
		if (bean instanceof EmbeddingModel && !bean.getClass().getSimpleName().equals("ListeningEmbeddingModel")) {
			logger.warn("The bean '" + name + "' (" + bean.getClass().getName()
					+ ") makes embeddings that do not count: return measured(model) of the bean LangChain4jMeters"
					+ " in its place.");
		}
	}

	// Models of images, speech and the like, which take no listeners at all.
	private static @Nullable String unheard(Class<?> type) {
		for (Class<?> above = type; above != null; above = above.getSuperclass()) {
			for (Class<?> each : above.getInterfaces()) {
				if (each.getName().startsWith(LIBRARY) && each.getSimpleName().endsWith("Model")
						&& !HEARD.contains(each.getSimpleName())) {
					return each.getSimpleName();
				}
			}
		}
		return null;
	}

	private static @Nullable List<ChatModelListener> listeners(Object bean) {
		if (bean instanceof ChatModel model) {
			return model.listeners();
		}
		return (bean instanceof StreamingChatModel model) ? model.listeners() : null;
	}

}
