package io.sightglass.instrumentation.internal.llm.bedrock;

import java.nio.ByteBuffer;

import io.sightglass.instrumentation.internal.llm.http.HttpBody;
import io.sightglass.instrumentation.internal.llm.http.HttpCall;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A body that comes in pieces, which its call reads while they pass.
 *
 * @param body the body
 * @param call the call
 */
record MeasuredBody(Publisher<ByteBuffer> body, HttpCall call) implements Publisher<ByteBuffer> {

	@Override
	public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
		HttpBody read = new HttpBody(this.call);
		this.body.subscribe(new Subscriber<ByteBuffer>() {

			@Override
			public void onSubscribe(Subscription subscription) {
				subscriber.onSubscribe(new Subscription() {

					@Override
					public void request(long count) {
						subscription.request(count);
					}

					@Override
					public void cancel() {
						subscription.cancel();
						read.closed();
					}

				});
			}

			@Override
			public void onNext(ByteBuffer piece) {
				read.passed(piece.asReadOnlyBuffer());
				subscriber.onNext(piece);
			}

			@Override
			public void onError(Throwable error) {
				read.failed(error);
				subscriber.onError(error);
			}

			@Override
			public void onComplete() {
				read.ended();
				subscriber.onComplete();
			}

		});
	}

}
