package io.sightglass.instrumentation.internal.llm.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * What an application does with a body, which its call reads while it passes.
 *
 * @param <T> what becomes of the body
 * @param subscriber the application's
 * @param exchange the exchange of its call
 */
record MeasuredSubscriber<T>(HttpResponse.BodySubscriber<T> subscriber,
		JdkExchange exchange) implements HttpResponse.BodySubscriber<T> {

	@Override
	public CompletionStage<T> getBody() {
		return this.subscriber.getBody();
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long count) {
				subscription.request(count);
			}

			@Override
			public void cancel() {
				// First, as the client tells of an error when it is cancelled.
				MeasuredSubscriber.this.exchange.call().closed();
				subscription.cancel();
			}

		});
	}

	@Override
	public void onNext(List<ByteBuffer> pieces) {
		pieces.forEach((piece) -> this.exchange.call().read(piece.asReadOnlyBuffer()));
		this.subscriber.onNext(pieces);
	}

	@Override
	public void onError(Throwable error) {
		this.exchange.broke(error);
		this.subscriber.onError(error);
	}

	@Override
	public void onComplete() {
		this.exchange.call().ended();
		this.subscriber.onComplete();
	}

}
