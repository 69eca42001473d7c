package io.sightglass.instrumentation.internal.llm.http;

import io.sightglass.meters.llm.internal.wire.RequestReader;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;

/**
 * A request that is read while it is written.
 */
final class ReadRequest extends ClientHttpRequestDecorator {

	private final RequestReader reader;

	ReadRequest(ClientHttpRequest request, RequestReader reader) {
		super(request);
		this.reader = reader;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeWith(read(body));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(Flux.from(body).map(this::read));
	}

	// One buffer is sent with its length, many are not.
	private Publisher<? extends DataBuffer> read(Publisher<? extends DataBuffer> body) {
		return (body instanceof Mono<? extends DataBuffer> one) ? one.doOnNext(this::read)
				: Flux.from(body).doOnNext(this::read);
	}

	private void read(DataBuffer buffer) {
		try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
			while (pieces.hasNext()) {
				this.reader.feed(pieces.next());
			}
		}
		catch (Throwable ignored) {
			// What is sent is the application's.
			return;
		}
	}

}
