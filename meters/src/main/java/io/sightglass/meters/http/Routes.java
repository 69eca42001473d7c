package io.sightglass.meters.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Removals;

/**
 * The routes that were met, so that a request finds its meters without building tags. At
 * most {@value #LIMIT} are kept: what a convention of the application tags beyond that is
 * recorded all the same, at the price of the registry's own look-up.
 */
final class Routes {

	static final int LIMIT = 4096;

	private final Instruments instruments;

	private final Sampler sampler;

	private final Removals removals;

	private volatile Map<RouteKey, Route> kept = new ConcurrentHashMap<>();

	Routes(Instruments instruments, Sampler sampler, Removals removals) {
		this.instruments = instruments;
		this.sampler = sampler;
		this.removals = removals;
	}

	Route get(RouteKey key) {
		Map<RouteKey, Route> current = this.kept;
		Route known = current.get(key);
		return (known != null) ? known : make(key, current);
	}

	// Two threads may make the same route: both get the registry's same meters. What is
	// made while the routes are forgotten is forgotten with them.
	private Route make(RouteKey key, Map<RouteKey, Route> current) {
		Route made = new Route(this.instruments, this.sampler, this.removals, key, current);
		if (current.size() < LIMIT) {
			current.putIfAbsent(key, made);
		}
		return made;
	}

	/**
	 * The route as it is now.
	 * @param met the route as it was met
	 * @return the same, unless a meter has left the registry meanwhile
	 */
	Route current(Route met) {
		return (met.kept() == this.kept) ? met : get(met.key());
	}

	void forget() {
		this.kept = new ConcurrentHashMap<>();
	}

	int size() {
		return this.kept.size();
	}

}
