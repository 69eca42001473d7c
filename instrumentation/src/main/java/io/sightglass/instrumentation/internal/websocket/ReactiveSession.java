package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;

import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.meters.transport.TransportMeters;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Counts messages by their payload: received ones as they come, sent ones as they are
 * handed over to be written. Both are asked for once a session, which stays of its
 * server's class for who knows more than WebFlux tells.
 */
final class ReactiveSession implements MethodInterceptor {

	private final TransportMeters.Endpoint transport;

	private ReactiveSession(TransportMeters.Endpoint transport) {
		this.transport = transport;
	}

	static WebSocketSession of(WebSocketSession session, TransportMeters.Endpoint transport) {
		return (WebSocketSession) ExtendedBean.orInterfaces(session, new ReactiveSession(transport));
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		if (call.getMethod().getName().equals("send") && call.getArguments()[0] instanceof Publisher<?> messages) {
			call.getArguments()[0] = Flux.from((Publisher<WebSocketMessage>) messages)
				.doOnNext((message) -> this.transport.sent(size(message)));
			return (call.proceed() instanceof Mono<?> sent) ? sent.doOnError(IOException.class, this.transport::failed)
					: null;
		}
		Object result = call.proceed();
		if (result instanceof Flux<?> messages && call.getMethod().getName().equals("receive")) {
			return ((Flux<WebSocketMessage>) messages).doOnNext((message) -> this.transport.received(size(message)))
				.doOnError(this.transport::failed);
		}
		return result;
	}

	// Now: whoever takes the message may also empty its buffer.
	private static int size(WebSocketMessage message) {
		return message.getPayload().readableByteCount();
	}

}
