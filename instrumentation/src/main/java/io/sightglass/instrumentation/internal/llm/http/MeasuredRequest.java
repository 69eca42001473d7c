package io.sightglass.instrumentation.internal.llm.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import io.sightglass.meters.llm.internal.wire.RequestReader;

/**
 * The body of a request, in which the call finds its model while it is written.
 *
 * @param body the application's
 * @param call the call
 * @param sent how often it was written
 */
record MeasuredRequest(HttpRequest.BodyPublisher body, HttpCall call,
		AtomicInteger sent) implements HttpRequest.BodyPublisher {

	static HttpRequest of(HttpRequest request, HttpCall call) {
		HttpRequest.BodyPublisher body = request.bodyPublisher().orElse(null);
		if (body == null) {
			return request;
		}
		try {
			return HttpRequest.newBuilder(request, (name, value) -> true)
				.method(request.method(), new MeasuredRequest(body, call, new AtomicInteger()))
				.build();
		}
		catch (Throwable ex) {
			// One of the application's own making.
			return request;
		}
	}

	/**
	 * The request is answered, perhaps after others. A redirect is no other attempt,
	 * which only the answer tells.
	 * @param request the request
	 * @param response its answer
	 */
	static void answered(HttpRequest request, HttpResponse<?> response) {
		try {
			if (request.bodyPublisher().orElse(null) instanceof MeasuredRequest measured) {
				measured.call.retried(measured.sent.get() - 1 - redirects(response));
			}
		}
		catch (Throwable ignored) {
			// The answer of a client of the application's own making.
		}
	}

	private static int redirects(HttpResponse<?> response) {
		int redirects = 0;
		Optional<? extends HttpResponse<?>> prior = response.previousResponse();
		while (prior.isPresent()) {
			redirects += (prior.get().statusCode() < 400) ? 1 : 0;
			prior = prior.get().previousResponse();
		}
		return redirects;
	}

	@Override
	public long contentLength() {
		return this.body.contentLength();
	}

	@Override
	public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
		RequestReader reader = new RequestReader();
		this.call.request(reader);
		this.sent.incrementAndGet();
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
