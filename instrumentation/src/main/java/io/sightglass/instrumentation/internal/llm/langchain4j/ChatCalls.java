package io.sightglass.instrumentation.internal.llm.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmTier;
import org.jspecify.annotations.Nullable;

/**
 * A call for each request of a chat model, blocking or streaming.
 */
final class ChatCalls implements ChatModelListener {

	// Calls a stream's handler, and tells it what it throws itself.
	private static final String HANDLING = "dev.langchain4j.internal.InternalStreamingChatResponseHandlerUtils";

	private final LlmMeters meters;

	private final @Nullable String provider;

	/**
	 * A listener.
	 * @param meters counts
	 * @param provider who answers, nothing if it is who the library says
	 */
	ChatCalls(LlmMeters meters, @Nullable String provider) {
		this.meters = meters;
		this.provider = provider;
	}

	@Override
	public void onRequest(ChatModelRequestContext context) {
		if (context.attributes().containsKey(LangChain4jCall.class)) {
			// It is listed twice.
			return;
		}
		LangChain4jCall call = LangChain4jCall
			.open(this.meters.start((this.provider != null) ? this.provider : context.modelProvider().name(),
					context.chatRequest().modelName(), "chat"), ChatModel.class, StreamingChatModel.class);
		context.attributes().put(LangChain4jCall.class, call);
		StreamingCall stream = StreamingCall.current();
		if (stream != null) {
			stream.opened(call);
		}
	}

	@Override
	public void onResponse(ChatModelResponseContext context) {
		if (context.attributes().remove(LangChain4jCall.class) instanceof LangChain4jCall open) {
			LlmCall call = open.close();
			answered(call, context.chatResponse());
			RawAnswer raw = new RawAnswer(context.chatResponse().metadata());
			raw.tell(call);
			if (raw.isUnfinished() && !open.isStreaming()) {
				call.dismissed();
			}
			else if (raw.error() != null) {
				call.failedFor(raw.error());
			}
			else if (open.isStreaming() && isCutOff(context.modelProvider(), context.chatResponse())) {
				call.failedFor(LlmError.NETWORK);
			}
			else if (open.isStreaming() && context.chatResponse().tokenUsage() == null && !raw.hasUsage()) {
				call.unparsed();
			}
			call.done();
		}
	}

	private static void answered(LlmCall call, ChatResponse response) {
		call.model(response.modelName());
		call.usage(LangChain4jUsage.of(response.tokenUsage()));
		LlmTier tier = LangChain4jUsage.tier(response.metadata());
		if (tier != null) {
			call.tier(tier);
		}
		if (response.finishReason() != null) {
			call.finish(response.finishReason().name());
		}
	}

	@Override
	public void onError(ChatModelErrorContext context) {
		if (!isOfHandler() && context.attributes().remove(LangChain4jCall.class) instanceof LangChain4jCall open) {
			LlmCall call = open.close();
			call.failed(context.error());
		}
	}

	// The provider goes on after what the application's handler threw at a part. The
	// usage comes at the end.
	private static boolean isOfHandler() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.dropWhile((frame) -> !frame.getClassName().equals(HANDLING))
				.takeWhile((frame) -> frame.getClassName().equals(HANDLING))
				.map(StackWalker.StackFrame::getMethodName)
				.anyMatch((method) -> method.startsWith("on") && !method.equals("onCompleteResponse")));
	}

	// LangChain4j completes a stream that ended too early like any other. Gemini's parts
	// each have a usage.
	private static boolean isCutOff(ModelProvider provider, ChatResponse response) {
		return response.finishReason() == null
				&& (response.tokenUsage() == null || provider == ModelProvider.GOOGLE_AI_GEMINI);
	}

}
