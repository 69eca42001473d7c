package io.sightglass.autoconfigure.llm.http;

import java.nio.ByteBuffer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.sightglass.llm.LlmCall;
import io.sightglass.llm.LlmMeters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Measures requests of {@code WebClient} to LLM hosts. The request's body is not looked
 * at: where the path does not name the model, the answer does.
 */
class WebClientCalls implements ExchangeFilterFunction {

	private final LlmMeters meters;

	private final LlmHosts hosts;

	WebClientCalls(LlmMeters meters, LlmHosts hosts) {
		this.meters = meters;
		this.hosts = hosts;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		String provider = this.hosts.provider(request.url());
		if (provider == null) {
			return next.exchange(request);
		}
		return Mono.deferContextual((context) -> {
			Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			LlmCall seen = SeenAlready.call(observation);
			HttpCall call = (seen != null) ? HttpCall.watching(this.meters, provider, new FirstTokenOnly(seen))
					: new HttpCall(this.meters, provider, this.meters.call(provider, LlmHosts.model(request.url()),
							LlmHosts.operation(request.url())));
			return next.exchange(request)
				.doOnError(call::failed)
				.doOnCancel(call::dropped)
				.map((response) -> watched(response, call));
		});
	}

	private static ClientResponse watched(ClientResponse response, HttpCall call) {
		call.answered(response.statusCode().value(),
				response.headers().asHttpHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
		return response.mutate().body((body) -> watched(body, call)).build();
	}

	private static Flux<DataBuffer> watched(Flux<DataBuffer> body, HttpCall call) {
		return body.doOnNext((buffer) -> passed(buffer, call))
			.doOnComplete(call::ended)
			.doOnError(call::failed)
			.doOnCancel(call::closed);
	}

	private static void passed(DataBuffer buffer, HttpCall call) {
		try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
			while (pieces.hasNext()) {
				ByteBuffer piece = pieces.next();
				call.passed(piece);
			}
		}
	}

}
