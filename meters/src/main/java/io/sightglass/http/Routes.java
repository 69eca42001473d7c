package io.sightglass.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The routes that were met, so that a request finds its meters without building tags. At
 * most {@value #LIMIT} are kept: what a convention of the application tags beyond that is
 * recorded all the same, at the price of the registry's own look-up.
 */
final class Routes {

	static final int LIMIT = 4096;

	private final ConcurrentHashMap<RouteKey, Route> kept = new ConcurrentHashMap<>();

	private final Function<RouteKey, Route> maker;

	Routes(Function<RouteKey, Route> maker) {
		this.maker = maker;
	}

	Route get(RouteKey key) {
		Route known = this.kept.get(key);
		return (known != null) ? known : make(key);
	}

	// Two threads may make the same route: both get the registry's same meters.
	private Route make(RouteKey key) {
		Route made = this.maker.apply(key);
		if (this.kept.mappingCount() < LIMIT) {
			this.kept.putIfAbsent(key, made);
		}
		return made;
	}

	long size() {
		return this.kept.mappingCount();
	}

}
