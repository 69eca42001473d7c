package io.sightglass.instrumentation.internal.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.sightglass.meters.llm.price.LlmUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;

/**
 * Reads the chunks of a {@code ChatClient}'s stream, as the last advisor before the
 * model. It keeps their details in its own observation, an ancestor of the model's.
 */
public final class StreamDetailsAdvisor implements StreamAdvisor {

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.deferContextual((context) -> {
			Flux<ChatClientResponse> chunks = chain.nextStream(request);
			Observation own = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (own == null) {
				return chunks;
			}
			ChunkDetails details = new ChunkDetails();
			own.getContext().put(ChunkDetails.class, details);
			return chunks.doOnNext((chunk) -> read(details, chunk.chatResponse()));
		});
	}

	private static void read(ChunkDetails details, @Nullable ChatResponse chunk) {
		if (chunk == null) {
			return;
		}
		if (hasContent(chunk)) {
			details.firstTokenNow();
		}
		if (chunk.getMetadata() != null && hasUsage(chunk)) {
			details.usage(chunk.getMetadata().getUsage());
		}
	}

	private static boolean hasUsage(ChatResponse chunk) {
		return !SpringAiUsage.of("", chunk.getMetadata().getUsage()).equals(LlmUsage.NONE);
	}

	private static boolean hasContent(ChatResponse chunk) {
		return chunk.getResults().stream().anyMatch((generation) -> {
			String text = generation.getOutput().getText();
			return (text != null && !text.isEmpty()) || generation.getOutput().hasToolCalls();
		});
	}

	@Override
	public String getName() {
		return "sightglass";
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

}
