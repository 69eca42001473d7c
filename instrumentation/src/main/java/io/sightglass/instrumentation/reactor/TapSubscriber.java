package io.sightglass.instrumentation.reactor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Passes every signal on and notifies the tap. Of completion, error and cancellation,
 * which may race, the first counts. Fused streams ask for a queue: they are told that
 * there is none, since a tap could not see what is polled.
 *
 * @param <T> the type of the elements
 */
final class TapSubscriber<T> implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, Scannable {

	private final CoreSubscriber<? super T> actual;

	private final TapEvents<T> events;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final AtomicLong demand = new AtomicLong();

	private @Nullable Subscription upstream;

	private long begun;

	TapSubscriber(CoreSubscriber<? super T> actual, TapEvents<T> events) {
		this.actual = actual;
		this.events = events;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		emit(() -> this.begun = this.events.subscribed());
		this.actual.onSubscribe(this);
	}

	@Override
	public void onNext(T element) {
		try {
			this.events.element(element);
		}
		catch (Throwable ex) {
			this.events.broken(ex);
		}
		if (this.demand.get() == Long.MAX_VALUE) {
			this.actual.onNext(element);
			return;
		}
		this.demand.decrementAndGet();
		this.actual.onNext(element);
		// Asked after the element went on: whoever wants more asks within onNext.
		if (this.demand.get() <= 0 && !this.ended.get()) {
			emit(this.events::exhausted);
		}
	}

	@Override
	public void onError(Throwable error) {
		if (this.ended.compareAndSet(false, true)) {
			emit(() -> this.events.failed(this.begun, error));
		}
		this.actual.onError(error);
	}

	@Override
	public void onComplete() {
		if (this.ended.compareAndSet(false, true)) {
			emit(() -> this.events.completed(this.begun));
		}
		this.actual.onComplete();
	}

	@Override
	public void request(long count) {
		if (count > 0) {
			this.demand.accumulateAndGet(count, Operators::addCap);
		}
		Subscription current = this.upstream;
		if (current != null) {
			current.request(count);
		}
	}

	@Override
	public void cancel() {
		if (this.ended.compareAndSet(false, true)) {
			emit(() -> this.events.cancelled(this.begun));
		}
		Subscription current = this.upstream;
		if (current != null) {
			current.cancel();
		}
	}

	// The stream is the application's, and goes on.
	private void emit(Runnable event) {
		try {
			event.run();
		}
		catch (Throwable ex) {
			this.events.broken(ex);
		}
	}

	@Override
	public int requestFusion(int requestedMode) {
		return Fuseable.NONE;
	}

	@Override
	public @Nullable T poll() {
		return null;
	}

	@Override
	public int size() {
		return 0;
	}

	@Override
	public boolean isEmpty() {
		return true;
	}

	@Override
	public void clear() {
		// Nothing is queued.
	}

	@Override
	@SuppressWarnings("rawtypes") // As Reactor declares it.
	public @Nullable Object scanUnsafe(Attr key) {
		if (key == Attr.PARENT) {
			return this.upstream;
		}
		if (key == Attr.ACTUAL) {
			return this.actual;
		}
		return (key == Attr.RUN_STYLE) ? Attr.RunStyle.SYNC : null;
	}

}
