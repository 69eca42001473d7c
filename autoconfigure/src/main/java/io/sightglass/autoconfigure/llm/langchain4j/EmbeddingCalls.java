package io.sightglass.autoconfigure.llm.langchain4j;

import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;

/**
 * A call for each request of an embedding model.
 */
class EmbeddingCalls implements EmbeddingModelListener {

	private final LlmMeters meters;

	EmbeddingCalls(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public void onRequest(EmbeddingModelRequestContext context) {
		OpenCall call = OpenCall
			.of(this.meters.call(context.modelProvider().name(), context.embeddingModel().modelName(), "embeddings"));
		context.attributes().put(OpenCall.class, call);
	}

	@Override
	public void onResponse(EmbeddingModelResponseContext context) {
		if (context.attributes().remove(OpenCall.class) instanceof OpenCall open) {
			LlmCall call = open.ending();
			call.usage(LangChain4jUsage.of(context.response().tokenUsage()));
			call.success();
		}
	}

	@Override
	public void onError(EmbeddingModelErrorContext context) {
		if (context.attributes().remove(OpenCall.class) instanceof OpenCall open) {
			LlmCall call = open.ending();
			call.error(context.error());
		}
	}

}
