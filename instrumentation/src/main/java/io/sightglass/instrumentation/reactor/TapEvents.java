package io.sightglass.instrumentation.reactor;

/**
 * What a tap hears of one subscription.
 *
 * @param <T> the type of the elements
 */
interface TapEvents<T> {

	default long subscribed() {
		return 0;
	}

	default void element(T element) {
	}

	/** All that was asked for has come; the publisher has to wait. */
	default void exhausted() {
	}

	default void completed(long begun) {
	}

	default void failed(long begun, Throwable error) {
	}

	default void cancelled(long begun) {
	}

	/** What the tap does with an event has failed, which is no event of the stream. */
	default void broken(Throwable failure) {
	}

}
