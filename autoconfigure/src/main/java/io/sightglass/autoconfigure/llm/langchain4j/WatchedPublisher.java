package io.sightglass.autoconfigure.llm.langchain4j;

import java.util.concurrent.Flow;

import dev.langchain4j.model.chat.response.ChatModelStreamingEvent;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import io.sightglass.llm.LlmError;

/**
 * A stream of events or texts. LangChain4j's listener hears nothing of one that its
 * subscriber cancelled, nor of one that completed without a response.
 *
 * @param <T> what is published
 */
class WatchedPublisher<T> implements Flow.Publisher<T> {

	private final Flow.Publisher<T> publisher;

	WatchedPublisher(Flow.Publisher<T> publisher) {
		this.publisher = publisher;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		WatchedStream stream = new WatchedStream();
		stream.during(() -> this.publisher.subscribe(new Watched<>(subscriber, stream)));
	}

	private record Watched<T>(Flow.Subscriber<? super T> subscriber,
			WatchedStream stream) implements Flow.Subscriber<T> {

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
					Watched.this.stream.cancelled();
				}

			});
		}

		@Override
		public void onNext(T item) {
			if (!(item instanceof ChatModelStreamingEvent) || item.getClass().getSimpleName().startsWith("Partial")) {
				this.stream.token();
			}
			else if (item instanceof CompleteToolCall) {
				this.stream.call().call().firstToken();
			}
			this.subscriber.onNext(item);
		}

		@Override
		public void onError(Throwable error) {
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.stream.call().ending().error(LlmError.NETWORK);
			this.subscriber.onComplete();
		}

	}

}
