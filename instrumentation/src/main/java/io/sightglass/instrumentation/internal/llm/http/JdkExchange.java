package io.sightglass.instrumentation.internal.llm.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A call of the JDK's client. Whoever interrupts its thread, or cancels its future,
 * breaks the connection by that; so as long as the answer is waited for, the wait tells
 * how the call ended.
 */
final class JdkExchange {

	private final HttpCall call;

	private final HttpRequest request;

	private boolean answered;

	private @Nullable Throwable broken;

	JdkExchange(HttpCall call, HttpRequest request) {
		this.call = call;
		this.request = MeasuredRequest.of(request, call);
	}

	HttpRequest request() {
		return this.request;
	}

	HttpCall call() {
		return this.call;
	}

	<T> HttpResponse.BodyHandler<T> measured(HttpResponse.BodyHandler<T> handler) {
		return (head) -> {
			this.call.answered(head.statusCode(), (name) -> head.headers().firstValue(name).orElse(null));
			return new MeasuredSubscriber<>(handler.apply(head), this);
		};
	}

	/**
	 * What comes of a future of the client's.
	 * @param <T> what becomes of the body
	 * @param answer the client's own, which is cancelled with what is returned, and with
	 * what is made of that
	 * @return the future to hand out
	 */
	<T> CompletableFuture<HttpResponse<T>> ended(CompletableFuture<HttpResponse<T>> answer) {
		Answer<HttpResponse<T>> handed = new Answer<>(answer, this.call);
		answer.whenComplete((response, error) -> {
			if (error != null) {
				this.call.failed(error);
				handed.completeExceptionally(error);
			}
			else {
				answered(response);
				handed.complete(response);
			}
		});
		return handed;
	}

	void answered(HttpResponse<?> response) {
		MeasuredRequest.answered(this.request, response);
		Throwable broken;
		synchronized (this) {
			this.answered = true;
			broken = this.broken;
		}
		if (broken != null) {
			this.call.failed(broken);
		}
	}

	void broke(Throwable error) {
		synchronized (this) {
			if (!this.answered) {
				this.broken = error;
				return;
			}
		}
		this.call.failed(error);
	}

	/** Cancels the exchange as the client's own does, and each one made of it. */
	private static final class Answer<T> extends CompletableFuture<T> {

		private final CompletableFuture<?> own;

		private final HttpCall call;

		Answer(CompletableFuture<?> own, HttpCall call) {
			this.own = own;
			this.call = call;
		}

		@Override
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return new Answer<>(this.own, this.call);
		}

		@Override
		public boolean cancel(boolean interrupt) {
			if (interrupt && !this.own.isDone()) {
				this.call.cancelled();
			}
			this.own.cancel(interrupt);
			return super.cancel(interrupt);
		}

	}

}
