package io.sightglass.autoconfigure.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.sightglass.pipeline.Pipeline;
import io.sightglass.pipeline.Stage;
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
final class ChannelMeters implements ExecutorChannelInterceptor {

	private final ThreadLocal<Deque<Long>> begun = ThreadLocal.withInitial(ArrayDeque::new);

	private final ChannelRole role;

	private final String name;

	private final Supplier<Pipeline> pipeline;

	private final boolean handsOver;

	ChannelMeters(ChannelRole role, String name, Supplier<Pipeline> pipeline, boolean handsOver) {
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
			return Origin.mark(message);
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
					left(error);
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
			left(error);
		}
	}

	private void begin() {
		FailedOnce.forget();
		this.begun.get().push(stage().begin());
	}

	private void left(@Nullable Exception error) {
		Long begin = this.begun.get().poll();
		if (begin == null) {
			return;
		}
		if (error == null) {
			stage().processed(1);
		}
		else if (FailedOnce.firstTime(error)) {
			stage().failed(1, error);
		}
		stage().end(begin);
	}

	private void delivered(Message<?> message) {
		Long origin = Origin.of(message);
		if (origin != null) {
			this.pipeline.get().sink(this.name).deliveredSince(origin);
		}
		else {
			this.pipeline.get().sink(this.name).delivered();
		}
	}

	private Stage stage() {
		return this.pipeline.get().stage(this.name);
	}

}
