package io.sightglass.instrumentation.internal.integration;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.sightglass.instrumentation.internal.stage.LastFailure;
import io.sightglass.meters.pipeline.Pipeline;
import io.sightglass.meters.pipeline.Stage;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.channel.QueueChannel;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

/**
 * Sees the messages of one channel in one role. A stage's time is that of the work which
 * the channel starts: of a channel that hands on in the sender's thread, whatever follows
 * is in it; of a queue or an executor, what its consumer does.
 */
final class ChannelMetersInterceptor implements ExecutorChannelInterceptor {

	private final ThreadLocal<Deque<Long>> begun = ThreadLocal.withInitial(ArrayDeque::new);

	private final ChannelRole role;

	private final String name;

	private final Supplier<Pipeline> pipeline;

	private final boolean handsOver;

	ChannelMetersInterceptor(ChannelRole role, String name, Supplier<Pipeline> pipeline, boolean handsOver) {
		this.role = role;
		this.name = name;
		this.pipeline = pipeline;
		this.handsOver = handsOver;
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		if (this.role == ChannelRole.SOURCE) {
			this.pipeline.get().source(this.name).received();
			if (channel instanceof QueueChannel queue && queue.getRemainingCapacity() == 0) {
				this.pipeline.get().source(this.name).backpressure();
			}
			return OriginHeader.mark(message);
		}
		if (this.role == ChannelRole.STAGE && !this.handsOver) {
			begin();
		}
		return message;
	}

	@Override
	public void afterSendCompletion(Message<?> message, MessageChannel channel, boolean sent,
			@Nullable Exception error) {
		switch (this.role) {
			case STAGE -> {
				if (!this.handsOver) {
					completed(error);
				}
				else if (error != null || !sent) {
					stage().failed(1, error);
				}
			}
			case SINK -> {
				if (sent && error == null) {
					delivered(message);
				}
			}
			case FILTERED -> stage().filtered(1);
			default -> {
			}
		}
	}

	@Override
	public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
		if (this.role == ChannelRole.STAGE && this.handsOver) {
			begin();
		}
		return message;
	}

	@Override
	public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
			@Nullable Exception error) {
		if (this.role == ChannelRole.STAGE && this.handsOver) {
			completed(error);
		}
	}

	private void begin() {
		LastFailure.forget();
		this.begun.get().push(stage().startTiming());
	}

	private void completed(@Nullable Exception error) {
		Long begin = this.begun.get().poll();
		if (begin == null) {
			return;
		}
		if (error == null) {
			stage().processed(1);
		}
		else if (LastFailure.firstTime(error)) {
			stage().failed(1, error);
		}
		stage().stopTiming(begin);
	}

	private void delivered(Message<?> message) {
		Long origin = OriginHeader.of(message);
		if (origin != null) {
			this.pipeline.get().sink(this.name).deliveredSince(Instant.ofEpochMilli(origin));
		}
		else {
			this.pipeline.get().sink(this.name).delivered();
		}
	}

	private Stage stage() {
		return this.pipeline.get().stage(this.name);
	}

}
