package io.sightglass.instrumentation.internal.llm.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.meters.llm.LlmMeters;

/**
 * Measures models that are built by hand.
 *
 * <pre>
 * OpenAiStreamingChatModel.builder().listeners(List.of(meters.listener())).build();
 * meters.measured(streamingModel);   // and its time to first token, and cancelled streams
 * meters.measured(embeddingModel);
 * </pre>
 */
public final class LangChain4jMeters {

	private final LlmMeters meters;

	private final ChatModelListener listener;

	private final EmbeddingCalls embeddings;

	public LangChain4jMeters(LlmMeters meters) {
		this.meters = meters;
		this.listener = new ChatCalls(meters, null);
		this.embeddings = new EmbeddingCalls(meters, null);
	}

	/**
	 * What a chat model's builder takes as a listener.
	 * @return the listener
	 */
	public ChatModelListener listener() {
		return this.listener;
	}

	/**
	 * The same for a model of a host that another provider has than its library says,
	 * which a listener cannot see.
	 * @param provider who answers there, such as {@code groq}
	 * @return the listener
	 */
	public ChatModelListener listener(String provider) {
		return new ChatCalls(this.meters, named(provider));
	}

	/**
	 * A streaming model whose first tokens and cancelled streams are measured. It needs
	 * the {@link #listener()} too.
	 * @param <M> the model's type, which is {@code StreamingChatModel} where its class is
	 * final or has no constructor to extend
	 * @param model the model
	 * @return a proxy of the model's own class, or where that cannot be, of its interface
	 */
	@SuppressWarnings("unchecked")
	public <M extends StreamingChatModel> M measured(M model) {
		return (M) ExtendedBean.orInterfaces(model, new StreamingModelInterceptor());
	}

	/**
	 * An embedding model whose calls are measured.
	 * @param model the model
	 * @return the model with a listener
	 */
	public EmbeddingModel measured(EmbeddingModel model) {
		return model.addListener(this.embeddings);
	}

	/**
	 * The same for a model of a host that another provider has than its library says.
	 * @param model the model
	 * @param provider who answers there
	 * @return the model with a listener
	 */
	public EmbeddingModel measured(EmbeddingModel model, String provider) {
		return model.addListener(new EmbeddingCalls(this.meters, named(provider)));
	}

	private static String named(String provider) {
		if (provider.isBlank()) {
			throw new IllegalArgumentException("A provider has a name, such as groq");
		}
		return provider;
	}

}
