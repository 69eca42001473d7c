package io.sightglass.autoconfigure.llm.springai;

import java.util.Objects;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.sightglass.autoconfigure.llm.MeasuredLibrary;
import io.sightglass.autoconfigure.llm.SeenStream;
import io.sightglass.autoconfigure.llm.SeenStreams;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmError;
import io.sightglass.llm.LlmMeters;
import io.sightglass.llm.TokenUsage;
import io.sightglass.registry.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.model.observation.ModelObservationContext;

/**
 * A call for each observed call of a model. A stream that its subscriber dropped ends as
 * cancelled, where Spring AI sees a success of no tokens; one that the provider cut off
 * ends as a network error.
 */
class SpringAiCalls implements ObservationHandler<ModelObservationContext<?, ?>> {

	private final LlmMeters meters;

	private final SeenStreams streams;

	private final Failures failures;

	SpringAiCalls(LlmMeters meters, SeenStreams streams, Failures failures) {
		this.meters = meters;
		this.streams = streams;
		this.failures = failures;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ModelObservationContext;
	}

	@Override
	public void onStart(ModelObservationContext<?, ?> context) {
		// What a handler throws would reach the application.
		this.failures.guard("llm.springai", () -> started(context));
	}

	private void started(ModelObservationContext<?, ?> context) {
		LlmCall call = this.meters.call(provider(context), RequestedModel.of(context.getRequest()),
				context.getOperationMetadata().operationType());
		if (isStream(context)) {
			call.streamed();
		}
		context.put(LlmCall.class, call);
		MeasuredLibrary.SPRING_AI.begun();
	}

	@Override
	public void onStop(ModelObservationContext<?, ?> context) {
		LlmCall call = context.get(LlmCall.class);
		if (call != null) {
			MeasuredLibrary.SPRING_AI.ended();
			this.failures.guard("llm.springai", () -> stopped(context, call));
			call.close();
		}
	}

	private void stopped(ModelObservationContext<?, ?> context, LlmCall call) {
		@Nullable Object response = context.getResponse();
		if (response instanceof EmbeddingResponse embeddings) {
			call.model(embeddings.getMetadata().getModel());
			call.usage(SpringAiUsage.of(provider(context), embeddings.getMetadata().getUsage()));
		}
		if (response instanceof ChatResponse chat) {
			chat(context, call, chat);
		}
		end(context, call, response);
	}

	private void chat(ModelObservationContext<?, ?> context, LlmCall call, ChatResponse chat) {
		call.model(chat.getMetadata().getModel());
		call.finish(finish(chat));
		call.usage(SpringAiUsage.of(provider(context), chat.getMetadata().getUsage()));
		SeenStream fromHttp = this.streams.take(chat.getMetadata().getId());
		SeenStream seen = (fromHttp != null) ? fromHttp : captured(context);
		if (seen != null && isStream(context)) {
			seen.tell(call);
		}
	}

	private void end(ModelObservationContext<?, ?> context, LlmCall call, @Nullable Object response) {
		if (context.getError() != null) {
			call.error(context.getError());
		}
		else if (!isStream(context)) {
			call.success();
		}
		else if (response == null) {
			partly(context, call);
			call.cancelled();
		}
		else if (response instanceof ChatResponse chat && isCutOff(context, chat)) {
			call.error(LlmError.NETWORK);
		}
		else {
			call.success();
		}
	}

	// A dropped stream has no response, but what came until then was seen.
	private static void partly(ModelObservationContext<?, ?> context, LlmCall call) {
		SeenStream seen = captured(context);
		if (seen != null) {
			seen.tell(call);
		}
	}

	private static boolean isCutOff(ModelObservationContext<?, ?> context, ChatResponse chat) {
		return finish(chat) == null
				&& SpringAiUsage.of(provider(context), chat.getMetadata().getUsage()).equals(TokenUsage.NONE);
	}

	private static @Nullable SeenStream captured(ModelObservationContext<?, ?> context) {
		ObservationView parent = context.getParentObservation();
		while (parent != null) {
			ReportedStream seen = parent.getContextView().get(ReportedStream.class);
			if (seen != null) {
				return seen.of(provider(context));
			}
			parent = parent.getContextView().getParentObservation();
		}
		return null;
	}

	private static @Nullable String finish(ChatResponse chat) {
		String finish = (chat.getResult() != null) ? chat.getResult().getMetadata().getFinishReason() : null;
		return (finish == null || finish.isBlank()) ? null : finish;
	}

	private static boolean isStream(ModelObservationContext<?, ?> context) {
		return context instanceof ChatModelObservationContext chat && chat.isStreaming();
	}

	private static String provider(ModelObservationContext<?, ?> context) {
		return Objects.requireNonNullElse(context.getOperationMetadata().provider(), "");
	}

}
