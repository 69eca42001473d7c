package io.sightglass.instrumentation.internal.annotation;

import org.jspecify.annotations.Nullable;

/**
 * Told how a subscription, or the call that should have led to one, ended. It never
 * throws.
 */
public interface Ending {

	/**
	 * It did what it should.
	 * @param value what a Mono emitted, if anything; nothing for a Flux
	 */
	void succeeded(@Nullable Object value);

	/**
	 * It failed.
	 * @param error what was thrown or signalled
	 */
	void failed(Throwable error);

	/**
	 * The subscriber gave up.
	 */
	void cancelled();

	/**
	 * The call went well and returned a publisher: from here on each subscription has an
	 * ending of its own.
	 */
	default void handedOver() {
	}

}
