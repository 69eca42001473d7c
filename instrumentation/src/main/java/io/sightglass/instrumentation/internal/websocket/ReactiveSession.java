package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

import io.sightglass.meters.transport.TransportMeters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Counts messages by their payload: received ones as they come, sent ones as they are
 * handed over to be written.
 */
class ReactiveSession implements WebSocketSession {

	private final WebSocketSession delegate;

	private final TransportMeters.Endpoint transport;

	ReactiveSession(WebSocketSession delegate, TransportMeters.Endpoint transport) {
		this.delegate = delegate;
		this.transport = transport;
	}

	@Override
	public Flux<WebSocketMessage> receive() {
		return this.delegate.receive()
			.doOnNext((message) -> this.transport.received(size(message)))
			.doOnError(this.transport::error);
	}

	@Override
	public Mono<Void> send(Publisher<WebSocketMessage> messages) {
		return this.delegate.send(Flux.from(messages).doOnNext((message) -> this.transport.sent(size(message))))
			.doOnError(IOException.class, this.transport::error);
	}

	// Now: whoever takes the message may also empty its buffer.
	private static int size(WebSocketMessage message) {
		return message.getPayload().readableByteCount();
	}

	@Override
	public String getId() {
		return this.delegate.getId();
	}

	@Override
	public HandshakeInfo getHandshakeInfo() {
		return this.delegate.getHandshakeInfo();
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return this.delegate.bufferFactory();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.delegate.getAttributes();
	}

	@Override
	public boolean isOpen() {
		return this.delegate.isOpen();
	}

	@Override
	public Mono<Void> close(CloseStatus status) {
		return this.delegate.close(status);
	}

	@Override
	public Mono<CloseStatus> closeStatus() {
		return this.delegate.closeStatus();
	}

	@Override
	public WebSocketMessage textMessage(String payload) {
		return this.delegate.textMessage(payload);
	}

	@Override
	public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payload) {
		return this.delegate.binaryMessage(payload);
	}

	@Override
	public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payload) {
		return this.delegate.pingMessage(payload);
	}

	@Override
	public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payload) {
		return this.delegate.pongMessage(payload);
	}

}
