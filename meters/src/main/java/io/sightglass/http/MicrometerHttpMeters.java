package io.sightglass.http;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Clock;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;

/**
 * The meters of {@link HttpMeters} on a Micrometer registry.
 */
final class MicrometerHttpMeters implements HttpMeters {

	private final Instruments instruments;

	private final Sampler sampler;

	private final Clock clock;

	private final LongAdder inFlight = new LongAdder();

	private final Routes routes;

	MicrometerHttpMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		this.sampler = sampler;
		this.clock = instruments.registry().config().clock();
		this.routes = new Routes((key) -> new Route(instruments, sampler, key));
		// A sum that reads an end before its beginning dips below nothing for a moment.
		instruments.gauge(HttpMeter.REQUESTS_ACTIVE, this.inFlight, (requests) -> Math.max(0, requests.sum()));
	}

	@Override
	public HttpExchange begin() {
		boolean sampled = this.sampler.take();
		this.inFlight.increment();
		return new MicrometerExchange(this, sampled, sampled ? now() : 0);
	}

	void left() {
		this.inFlight.decrement();
	}

	long now() {
		return this.clock.monotonicTime();
	}

	Route route(RouteKey key) {
		return this.routes.get(key);
	}

	void failed(Throwable cause) {
		this.instruments.failures().record(HttpMeter.REQUESTS.getName(), cause);
	}

}
