package io.sightglass.instrumentation.internal.llm.springai;

import java.net.URI;
import java.util.Objects;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.instrumentation.internal.llm.StreamDetails;
import io.sightglass.instrumentation.internal.llm.StreamDetailsCache;
import io.sightglass.instrumentation.internal.llm.http.LlmHosts;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmError;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.price.LlmTier;
import io.sightglass.meters.llm.price.LlmUsage;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.model.Model;
import org.springframework.ai.model.ModelOptions;
import org.springframework.ai.model.ModelRequest;
import org.springframework.ai.model.StreamingModel;
import org.springframework.ai.model.observation.ModelObservationContext;

/**
 * A call for each observed call of a model. Spring AI reports a cancelled stream and one
 * that the provider cut off as successes; here they are cancelled and a network error.
 */
public final class SpringAiCalls implements ObservationHandler<ModelObservationContext<?, ?>> {

	private final LlmMeters meters;

	private final StreamDetailsCache streams;

	private final Failures failures;

	private final LlmHosts hosts;

	public SpringAiCalls(LlmMeters meters, StreamDetailsCache streams, Failures failures, LlmHosts hosts) {
		this.meters = meters;
		this.streams = streams;
		this.failures = failures;
		this.hosts = hosts;
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
		ModelOptions options = options(context.getRequest());
		String model = requestedModel(options);
		String listed = listed(options);
		LlmCall call = this.meters.start((listed != null) ? listed : provider(context), model,
				context.getOperationMetadata().operationType());
		if (isStream(context)) {
			call.streamed();
		}
		context.put(OuterCall.class, OuterCall.open(call, model, () -> PromptTexts.of(context.getRequest()),
				Model.class, StreamingModel.class));
	}

	@Override
	public void onStop(ModelObservationContext<?, ?> context) {
		OuterCall call = context.get(OuterCall.class);
		if (call != null) {
			call.close();
			this.failures.guard("llm.springai", () -> stopped(context, call));
			call.call().close();
		}
	}

	private void stopped(ModelObservationContext<?, ?> context, OuterCall outer) {
		LlmCall call = outer.call();
		@Nullable Object response = context.getResponse();
		if (response instanceof EmbeddingResponse embeddings) {
			call.model(embeddings.getMetadata().getModel());
			call.usage(SpringAiUsage.of(provider(context), embeddings.getMetadata().getUsage()));
		}
		ChatResponse chat = (response instanceof ChatResponse whole) ? whole : null;
		if (chat != null) {
			chat(context, call, chat);
		}
		StreamDetails details = details(context, outer, chat);
		if (details != null) {
			details.addTo(call);
			if (details.finish() != null && (chat == null || finish(chat) == null)) {
				call.finish(details.finish());
			}
		}
		end(context, call, chat, details);
	}

	private void chat(ModelObservationContext<?, ?> context, LlmCall call, ChatResponse chat) {
		call.model(chat.getMetadata().getModel());
		call.finish(finish(chat));
		call.usage(SpringAiUsage.of(provider(context), chat.getMetadata().getUsage()));
		LlmTier tier = SpringAiUsage.tier(chat.getMetadata().getUsage());
		if (tier != null) {
			call.tier(tier);
		}
	}

	// A stream that was dropped or cut off has no id, nor has anything of Google's.
	private @Nullable StreamDetails details(ModelObservationContext<?, ?> context, OuterCall outer,
			@Nullable ChatResponse chat) {
		ChatResponseMetadata said = (chat != null) ? chat.getMetadata() : null;
		String id = (said != null) ? said.getId() : null;
		LlmUsage usage = (said != null) ? SpringAiUsage.of(provider(context), said.getUsage()) : LlmUsage.NONE;
		StreamDetails own = outer.details();
		if (own == null && said != null) {
			own = this.streams.take(outer, id, said.getModel(), usage);
		}
		if (own == null && (id == null || id.isBlank())) {
			own = this.streams.only(outer);
		}
		if (own == null) {
			own = StreamDetails.endedFor(outer, id, usage);
		}
		return (own != null) ? own : isStream(context) ? fromAdvisor(context) : null;
	}

	private void end(ModelObservationContext<?, ?> context, LlmCall call, @Nullable ChatResponse chat,
			@Nullable StreamDetails details) {
		LlmError told = (details != null) ? details.error() : null;
		if (told != null) {
			call.failedFor(told);
		}
		else if (context.getError() != null) {
			call.failed(context.getError());
		}
		else if (!isStream(context) && !isUnsaidStream(context, details)) {
			call.done();
		}
		else if (context.getResponse() == null && (details == null || details.isUnfinished())) {
			call.cancelled();
		}
		else if (chat != null && isCutOff(context, chat, details)) {
			call.failedFor(LlmError.NETWORK);
		}
		else {
			if (chat != null && hasNoUsage(context, chat) && (details == null || !details.hasUsage())) {
				call.unparsed();
			}
			call.done();
		}
	}

	private static boolean hasNoUsage(ModelObservationContext<?, ?> context, ChatResponse chat) {
		return SpringAiUsage.of(provider(context), chat.getMetadata().getUsage()).equals(LlmUsage.NONE);
	}

	// Google's model does not say that it streams. What it is called for has a response.
	private static boolean isUnsaidStream(ModelObservationContext<?, ?> context, @Nullable StreamDetails details) {
		return (details != null) ? details.isStreaming()
				: context.getResponse() == null && SpringAiUsage.isGoogle(provider(context));
	}

	private static boolean isCutOff(ModelObservationContext<?, ?> context, ChatResponse chat,
			@Nullable StreamDetails details) {
		return (finish(chat) == null || (details != null && details.isUnfinished())) && hasNoUsage(context, chat);
	}

	private static @Nullable StreamDetails fromAdvisor(ModelObservationContext<?, ?> context) {
		ObservationView parent = context.getParentObservation();
		while (parent != null) {
			ChunkDetails details = parent.getContextView().get(ChunkDetails.class);
			if (details != null) {
				return details.of(provider(context));
			}
			parent = parent.getContextView().getParentObservation();
		}
		return null;
	}

	private static @Nullable ModelOptions options(@Nullable Object request) {
		return (request instanceof ModelRequest<?> asked) ? asked.getOptions() : null;
	}

	private static @Nullable String requestedModel(@Nullable ModelOptions options) {
		return (options instanceof ChatOptions chat) ? chat.getModel() : (options instanceof EmbeddingOptions embedding)
				? embedding.getModel() : (options instanceof ImageOptions image) ? image.getModel() : null;
	}

	// Who answers at the host that is asked, if the configuration says it. By name, so
	// that no class is looked for whose library is absent.
	private @Nullable String listed(@Nullable ModelOptions options) {
		String name = (options != null) ? options.getClass().getName() : "";
		String place = (options == null || this.hosts.isEmpty()) ? null
				: name.startsWith("org.springframework.ai.openai.") ? AskedPlace.ofOpenAi(options)
						: name.startsWith("org.springframework.ai.anthropic.") ? AskedPlace.ofAnthropic(options) : null;
		return (place != null) ? this.hosts.provider(URI.create(place)) : null;
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
