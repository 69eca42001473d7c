package io.sightglass.autoconfigure.llm.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.sightglass.llm.TokenUsage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.core.Ordered;

/**
 * Watches the chunks of a {@code ChatClient}'s stream, as the last advisor before the
 * model. What it sees lies in the advisor's own observation, an ancestor of the model's.
 */
class StreamWatch implements StreamAdvisor {

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.deferContextual((context) -> {
			Flux<ChatClientResponse> chunks = chain.nextStream(request);
			Observation own = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (own == null) {
				return chunks;
			}
			ReportedStream seen = new ReportedStream();
			own.getContext().put(ReportedStream.class, seen);
			return chunks.doOnNext((chunk) -> see(seen, chunk.chatResponse()));
		});
	}

	private static void see(ReportedStream seen, @Nullable ChatResponse chunk) {
		if (chunk == null) {
			return;
		}
		if (hasContent(chunk)) {
			seen.firstTokenNow();
		}
		if (chunk.getMetadata() != null && isTold(chunk)) {
			seen.reported(chunk.getMetadata().getUsage());
		}
	}

	private static boolean isTold(ChatResponse chunk) {
		return !SpringAiUsage.of("", chunk.getMetadata().getUsage()).equals(TokenUsage.NONE);
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
