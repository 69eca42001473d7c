package io.sightglass.dashboards.check;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * An answer of so many bytes, or a failure.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private final List<byte[]> parts = new ArrayList<>();

	private final int most;

	private long size;

	private Flow.@Nullable Subscription subscription;

	LimitedBody(int most) {
		this.most = most;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		if (this.body.isDone()) {
			return;
		}
		try {
			for (ByteBuffer buffer : buffers) {
				this.size += buffer.remaining();
				if (this.size > this.most) {
					giveUp(new IOException("the answer is longer than %d bytes".formatted(this.most)));
					return;
				}
				byte[] part = new byte[buffer.remaining()];
				buffer.get(part);
				this.parts.add(part);
			}
		}
		catch (OutOfMemoryError err) {
			giveUp(err);
		}
	}

	private void giveUp(Throwable reason) {
		this.parts.clear();
		this.body.completeExceptionally(reason);
		if (this.subscription != null) {
			this.subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable failure) {
		giveUp(failure);
	}

	@Override
	public void onComplete() {
		if (this.body.isDone()) {
			return;
		}
		try {
			ByteBuffer whole = ByteBuffer.allocate((int) this.size);
			this.parts.forEach(whole::put);
			this.parts.clear();
			this.body.complete(whole.array());
		}
		catch (OutOfMemoryError err) {
			giveUp(err);
		}
	}

}
