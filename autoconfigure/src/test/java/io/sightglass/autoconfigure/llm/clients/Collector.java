package io.sightglass.autoconfigure.llm.clients;

import java.util.concurrent.CompletableFuture;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Takes a stream of LangChain4j, or drops it at once.
 */
final class Collector implements StreamingChatResponseHandler {

	final CompletableFuture<String> done = new CompletableFuture<>();

	private final boolean drops;

	Collector(boolean drops) {
		this.drops = drops;
	}

	@Override
	public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
		if (this.drops) {
			context.streamingHandle().cancel();
			this.done.complete("dropped");
		}
	}

	@Override
	public void onCompleteResponse(ChatResponse response) {
		this.done.complete(String.valueOf(response.aiMessage().text()));
	}

	@Override
	public void onError(Throwable error) {
		this.done.completeExceptionally(error);
	}

}
