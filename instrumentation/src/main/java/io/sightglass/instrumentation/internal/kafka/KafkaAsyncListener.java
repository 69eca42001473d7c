package io.sightglass.instrumentation.internal.kafka;

import java.util.concurrent.CompletableFuture;

import io.sightglass.instrumentation.internal.part.HiddenParts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.adapter.BatchMessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.DelegatingInvocableHandler;
import org.springframework.kafka.listener.adapter.HandlerAdapter;
import org.springframework.kafka.listener.adapter.InvocationResult;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.util.ClassUtils;

/**
 * The method of a listener that may answer with a future, a {@code Mono} or from a
 * suspend function, which Spring turns into one.
 */
final class KafkaAsyncListener extends HandlerAdapter {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			KafkaAsyncListener.class.getClassLoader());

	private final KafkaListenerMeters<?, ?> meters;

	private final boolean batch;

	private KafkaAsyncListener(InvocableHandlerMethod method, KafkaListenerMeters<?, ?> meters, boolean batch) {
		super(method);
		this.meters = meters;
		this.batch = batch;
	}

	private KafkaAsyncListener(DelegatingInvocableHandler methods, KafkaListenerMeters<?, ?> meters, boolean batch) {
		super(methods);
		this.meters = meters;
		this.batch = batch;
	}

	/**
	 * Listens to the futures of a container's listener, where it answers with such.
	 * @param listener the container's listener
	 * @param meters what counts its records
	 */
	static void listen(@Nullable Object listener, KafkaListenerMeters<?, ?> meters) {
		Object target = listener;
		while (target instanceof DelegatingMessageListener<?> outer) {
			target = outer.getDelegate();
		}
		if (!(target instanceof MessagingMessageListenerAdapter<?, ?> adapter) || !adapter.isAsyncReplies()) {
			return;
		}
		boolean batch = adapter instanceof BatchMessagingMessageListenerAdapter;
		Object own = HiddenParts.read(MessagingMessageListenerAdapter.class, "handlerMethod", adapter);
		if (HiddenParts.read(HandlerAdapter.class, "invokerHandlerMethod",
				own) instanceof InvocableHandlerMethod method) {
			adapter.setHandlerMethod(new KafkaAsyncListener(method, meters, batch));
		}
		else if (HiddenParts.read(HandlerAdapter.class, "delegatingHandler",
				own) instanceof DelegatingInvocableHandler methods) {
			adapter.setHandlerMethod(new KafkaAsyncListener(methods, meters, batch));
		}
	}

	@Override
	public @Nullable Object invoke(Message<?> message, @Nullable Object... arguments) throws Exception {
		Object result = super.invoke(message, arguments);
		if (result instanceof InvocationResult answer) {
			return new InvocationResult(later(answer.result()), answer.sendTo(), answer.messageReturnType());
		}
		return later(result);
	}

	private @Nullable Object later(@Nullable Object result) {
		if (result instanceof CompletableFuture<?> future) {
			return this.meters.later(future, this.batch);
		}
		// Spring would make this future of it.
		return (REACTOR && result instanceof Mono<?> mono) ? this.meters.later(mono.toFuture(), this.batch) : result;
	}

}
