package io.sightglass.instrumentation.internal.llm.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import org.jspecify.annotations.Nullable;

/**
 * A call for each request of an embedding model.
 */
final class EmbeddingCalls implements EmbeddingModelListener {

	private final LlmMeters meters;

	private final @Nullable String provider;

	EmbeddingCalls(LlmMeters meters, @Nullable String provider) {
		this.meters = meters;
		this.provider = provider;
	}

	@Override
	public void onRequest(EmbeddingModelRequestContext context) {
		LlmCall call = this.meters.start((this.provider != null) ? this.provider : context.modelProvider().name(),
				context.embeddingModel().modelName(), "embeddings");
		context.attributes().put(LangChain4jCall.class, LangChain4jCall.open(call, EmbeddingModel.class));
	}

	@Override
	public void onResponse(EmbeddingModelResponseContext context) {
		if (context.attributes().remove(LangChain4jCall.class) instanceof LangChain4jCall open) {
			LlmCall call = open.close();
			call.usage(LangChain4jUsage.embedded(context.response().tokenUsage()));
			call.done();
		}
	}

	@Override
	public void onError(EmbeddingModelErrorContext context) {
		if (context.attributes().remove(LangChain4jCall.class) instanceof LangChain4jCall open) {
			LlmCall call = open.close();
			call.failed(context.error());
		}
	}

}
