package io.sightglass.instrumentation.internal.websocket;

import java.io.IOException;

import io.sightglass.instrumentation.internal.part.ExtendedBean;
import io.sightglass.meters.transport.TransportMeters;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Counts what one session sends. Where no session of the server's own class can do so, as
 * with SockJS, another one has its interfaces.
 */
final class SentMessages implements MethodInterceptor {

	private final TransportMeters.Endpoint transport;

	SentMessages(TransportMeters.Endpoint transport) {
		this.transport = transport;
	}

	WebSocketSession of(WebSocketSession session) {
		return (WebSocketSession) ExtendedBean.orInterfaces(session, this);
	}

	<M extends WebSocketMessage<?>> void send(M message, Sending<M> sending) throws IOException {
		try {
			sending.send(message);
			this.transport.sent(message.getPayloadLength());
		}
		catch (IOException ex) {
			this.transport.failed(ex);
			throw ex;
		}
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		if (!call.getMethod().getName().equals("sendMessage")
				|| !(call.getArguments()[0] instanceof WebSocketMessage<?> message)) {
			return call.proceed();
		}
		try {
			Object result = call.proceed();
			this.transport.sent(message.getPayloadLength());
			return result;
		}
		catch (IOException ex) {
			this.transport.failed(ex);
			throw ex;
		}
	}

	/**
	 * How a session sends.
	 *
	 * @param <M> the kind of message
	 */
	interface Sending<M> {

		void send(M message) throws IOException;

	}

}
