package io.sightglass.autoconfigure.llm.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmError;
import io.sightglass.llm.LlmMeters;

/**
 * A call for each request of a chat model, blocking or streaming.
 */
class ChatCalls implements ChatModelListener {

	private final LlmMeters meters;

	ChatCalls(LlmMeters meters) {
		this.meters = meters;
	}

	@Override
	public void onRequest(ChatModelRequestContext context) {
		OpenCall call = OpenCall
			.of(this.meters.call(context.modelProvider().name(), context.chatRequest().modelName(), "chat"));
		context.attributes().put(OpenCall.class, call);
		WatchedStream stream = WatchedStream.current();
		if (stream != null) {
			call.streamed();
			stream.answers(call);
		}
	}

	@Override
	public void onResponse(ChatModelResponseContext context) {
		if (context.attributes().remove(OpenCall.class) instanceof OpenCall open) {
			LlmCall call = open.ending();
			call.model(context.chatResponse().modelName());
			call.usage(LangChain4jUsage.of(context.chatResponse().tokenUsage()));
			if (context.chatResponse().finishReason() != null) {
				call.finish(context.chatResponse().finishReason().name());
			}
			if (open.isStreaming() && isCutOff(context.chatResponse())) {
				call.error(LlmError.NETWORK);
			}
			call.success();
		}
	}

	@Override
	public void onError(ChatModelErrorContext context) {
		if (context.attributes().remove(OpenCall.class) instanceof OpenCall open) {
			LlmCall call = open.ending();
			call.error(context.error());
		}
	}

	// LangChain4j completes a stream that ended too early like any other.
	private static boolean isCutOff(ChatResponse response) {
		return response.finishReason() == null && response.tokenUsage() == null;
	}

}
