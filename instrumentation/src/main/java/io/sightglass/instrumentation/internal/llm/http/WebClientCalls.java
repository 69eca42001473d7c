package io.sightglass.instrumentation.internal.llm.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.sightglass.instrumentation.internal.llm.OuterCall;
import io.sightglass.meters.llm.LlmCall;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.llm.internal.wire.RequestReader;
import io.sightglass.registry.failure.Failures;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Measures requests of {@code WebClient} to LLM hosts. The request's body is not looked
 * at: where the path does not name the model, the answer does.
 */
public final class WebClientCalls implements ExchangeFilterFunction {

	private final LlmMeters meters;

	private final LlmHosts hosts;

	private final Failures failures;

	public WebClientCalls(LlmMeters meters, LlmHosts hosts, Failures failures) {
		this.meters = meters;
		this.hosts = hosts;
		this.failures = failures;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		String provider = this.hosts.provider(request.url());
		LlmPath path = (provider != null) ? LlmPaths.of(provider, request.method().name(), request.url()) : null;
		if (provider == null || path == null) {
			return next.exchange(request);
		}
		return Mono.deferContextual((context) -> {
			Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			OuterCall outer = OuterCall.of(observation);
			if (outer != null) {
				outer.provider(provider);
			}
			HttpCall call = open(provider, path, outer);
			if (call == null) {
				return next.exchange(request);
			}
			return sent(next.exchange(read(request, call))).doOnError(call::failed)
				.doOnCancel(call::cancelled)
				.map((response) -> measured(response, call));
		});
	}

	// A connector asks its client where it is subscribed to.
	private static <T> Mono<T> sent(Mono<T> exchange) {
		return Mono.<T>fromDirect((subscriber) -> MeasuredAbove.send(() -> {
			exchange.subscribe(subscriber);
			return true;
		}));
	}

	private @Nullable HttpCall open(String provider, LlmPath path, @Nullable OuterCall outer) {
		if (outer != null) {
			return new HttpCall(this.meters, provider, new FirstToken(outer.call()), this.failures, LlmPath.CHAT,
					false);
		}
		try {
			return HttpCall.open(this.meters, provider, path, null, this.failures);
		}
		catch (Throwable ex) {
			this.failures.record("llm.http", ex);
			return null;
		}
	}

	// The body is written when the connection is there, perhaps more than once.
	private static ClientRequest read(ClientRequest request, HttpCall call) {
		return ClientRequest.from(request).body((message, context) -> {
			RequestReader reader = new RequestReader();
			call.request(reader);
			return request.body().insert(new ReadRequest(message, reader), context);
		}).build();
	}

	private static ClientResponse measured(ClientResponse response, HttpCall call) {
		try {
			call.answered(response.statusCode().value(), response.headers().asHttpHeaders()::getFirst);
			return response.mutate().body((body) -> measured(body, call)).build();
		}
		catch (Throwable ex) {
			call.failed(ex);
			return response;
		}
	}

	private static Flux<DataBuffer> measured(Flux<DataBuffer> body, HttpCall call) {
		return body.doOnNext((buffer) -> read(buffer, call))
			.doOnComplete(call::ended)
			.doOnError(call::failed)
			.doOnCancel(call::cancelled);
	}

	private static void read(DataBuffer buffer, HttpCall call) {
		try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
			while (pieces.hasNext()) {
				call.read(pieces.next());
			}
		}
	}

	/**
	 * The first token of a call that is counted above.
	 *
	 * @param call the call
	 */
	private record FirstToken(LlmCall call) implements LlmCall {

		@Override
		public void firstToken() {
			this.call.firstToken();
		}

	}

}
