package io.sightglass.autoconfigure.http;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.sightglass.instrumentation.internal.http.BodySizes;

/**
 * The web server's way to tell bytes, chosen when the server is made. A server that
 * Sightglass does not know, or a container around the application, tells none.
 *
 * @param <C> the observation of the stack
 */
final class BodySizesChoice<C extends Observation.Context> implements Supplier<BodySizes<C>> {

	private volatile BodySizes<C> chosen = BodySizes.none();

	void choose(BodySizes<C> sizes) {
		this.chosen = sizes;
	}

	@Override
	public BodySizes<C> get() {
		return this.chosen;
	}

}
