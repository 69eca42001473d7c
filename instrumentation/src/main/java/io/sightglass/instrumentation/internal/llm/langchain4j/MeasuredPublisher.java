package io.sightglass.instrumentation.internal.llm.langchain4j;

import java.util.concurrent.Flow;

/**
 * Takes the place of a stream's publisher, whose items are events or texts, and measures
 * its tokens and the ends that LangChain4j does not report to its listener.
 *
 * @param <T> what is published
 */
final class MeasuredPublisher<T> implements Flow.Publisher<T> {

	private final Flow.Publisher<T> publisher;

	MeasuredPublisher(Flow.Publisher<T> publisher) {
		this.publisher = publisher;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		StreamingCall call = new StreamingCall();
		try {
			call.callModel(() -> {
				this.publisher.subscribe(new Subscriber<>(subscriber, call));
				return null;
			});
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Subscriber<T>(Flow.Subscriber<? super T> subscriber,
			StreamingCall call) implements Flow.Subscriber<T> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
					subscription.request(count);
				}

				@Override
				public void cancel() {
					subscription.cancel();
					Subscriber.this.call.cancelled();
				}

			});
		}

		@Override
		public void onNext(T item) {
			// By name: before 1.20 there are no events.
			String event = item.getClass().getSimpleName();
			if (item instanceof CharSequence || event.startsWith("Partial")) {
				this.call.token();
			}
			else if (event.equals("CompleteToolCall")) {
				this.call.firstToken();
			}
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Throwable error) {
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.call.completed();
			this.subscriber.onComplete();
		}

	}

}
