package io.sightglass.instrumentation.internal.llm.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

import io.sightglass.meters.llm.internal.wire.RequestReader;

/**
 * The body of a request, in which the call finds its model while it is written.
 *
 * @param body the application's
 * @param call the call
 */
record MeasuredRequest(HttpRequest.BodyPublisher body, HttpCall call) implements HttpRequest.BodyPublisher {

	static HttpRequest of(HttpRequest request, HttpCall call) {
		HttpRequest.BodyPublisher body = request.bodyPublisher().orElse(null);
		if (body == null) {
			return request;
		}
		try {
			return HttpRequest.newBuilder(request, (name, value) -> true)
				.method(request.method(), new MeasuredRequest(body, call))
				.build();
		}
		catch (Throwable ex) {
			// One of the application's own making.
			return request;
		}
	}

	@Override
	public long contentLength() {
		return this.body.contentLength();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		RequestReader reader = new RequestReader();
		this.call.request(reader);
		this.call.requestWritten();
		this.body.subscribe(new Subscriber(subscriber, reader));
	}

	private record Subscriber(Flow.Subscriber<? super ByteBuffer> subscriber,
			RequestReader reader) implements Flow.Subscriber<ByteBuffer> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(ByteBuffer piece) {
			try {
				this.reader.feed(piece.asReadOnlyBuffer());
			}
			catch (Throwable ignored) {
				// The answer may tell the model, too.
			}
			this.subscriber.onNext(piece);
		}

		@Override
		public void onError(Throwable error) {
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}
