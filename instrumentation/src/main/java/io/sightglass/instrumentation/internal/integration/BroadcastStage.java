package io.sightglass.instrumentation.internal.integration;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.stage.LastFailure;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

/**
 * The stage of a channel that gives each message to several subscribers, which work in
 * other threads. A message leaves it when the last of them is done, and has failed as
 * soon as one of them has; the time is that of each subscriber.
 */
final class BroadcastStage implements ExecutorChannelInterceptor {

	// By the very id that the message and its copies hold, so that none outlives them
	// where an executor throws tasks away.
	private final Map<UUID, Subscribers> underway = Collections.synchronizedMap(new WeakHashMap<>());

	private final ThreadLocal<Deque<Long>> begun = ThreadLocal.withInitial(ArrayDeque::new);

	private final Supplier<Stage> stage;

	BroadcastStage(Supplier<Stage> stage) {
		this.stage = stage;
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		this.underway.put(message.getHeaders().getId(), new Subscribers());
		return message;
	}

	@Override
	public void afterSendCompletion(Message<?> message, MessageChannel channel, boolean sent,
			@Nullable Exception error) {
		Subscribers all = of(message);
		if (error != null || !sent) {
			if (all.fail()) {
				this.stage.get().failed(1, error);
			}
		}
		else if (all.are(((PublishSubscribeChannel) channel).getSubscriberCount())) {
			this.stage.get().processed(1);
		}
	}

	@Override
	public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
		LastFailure.forget();
		this.begun.get().push(this.stage.get().startTiming());
		return message;
	}

	@Override
	public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
			@Nullable Exception error) {
		Long begin = this.begun.get().poll();
		if (begin != null) {
			this.stage.get().stopTiming(begin);
		}
		Subscribers all = of(message);
		if (error == null) {
			if (all.oneIsDone()) {
				this.stage.get().processed(1);
			}
		}
		else if (all.fail() && LastFailure.firstTime(error)) {
			this.stage.get().failed(1, error);
		}
	}

	// A copy with a sequence number holds the message's id as its correlation.
	private Subscribers of(Message<?> message) {
		Subscribers own = this.underway.get(message.getHeaders().getId());
		Subscribers all = (own != null) ? own
				: this.underway.get(message.getHeaders().get(IntegrationMessageHeaderAccessor.CORRELATION_ID));
		return (all != null) ? all : new Subscribers();
	}

	/**
	 * How far the subscribers are with one message.
	 */
	private static final class Subscribers {

		private int known = -1;

		private int done;

		private boolean failed;

		synchronized boolean are(int number) {
			this.known = number;
			return this.done >= number && !this.failed;
		}

		synchronized boolean oneIsDone() {
			this.done++;
			return this.done == this.known && !this.failed;
		}

		/** Whether it is the first to fail. */
		synchronized boolean fail() {
			boolean first = !this.failed;
			this.failed = true;
			return first;
		}

	}

}
