package io.sightglass.meters.http;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Removals;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.internal.stripe.InProgress;
import org.jspecify.annotations.Nullable;

/**
 * The meters of {@link HttpMeters} on a Micrometer registry.
 */
final class MicrometerHttpMeters implements HttpMeters {

	private static final String UNKNOWN = "UNKNOWN";

	private final Instruments instruments;

	private final Times times;

	// A new one for what begins after the others were cut off.
	private volatile InProgress inFlight = new InProgress();

	private final Removals removals;

	private final Routes routes;

	private final AtomicBoolean shown = new AtomicBoolean();

	MicrometerHttpMeters(Instruments instruments, Sampler sampler) {
		this.instruments = instruments;
		this.times = new Times(instruments, sampler);
		this.removals = Removals.of(instruments, "http", this::forget);
		this.routes = new Routes(instruments, sampler, this.removals);
	}

	@Override
	public HttpExchange start() {
		InProgress active = this.inFlight;
		int place = active.begin();
		if (!this.shown.get()) {
			show();
		}
		return new MicrometerExchange(this, active, place, this.times.start());
	}

	// With the first request: where none is ever seen, a zero would be a lie. And again
	// with the next one after it was removed.
	private void show() {
		if (this.shown.compareAndSet(false, true)) {
			this.instruments.failures()
				.guard(HttpMeter.REQUESTS_ACTIVE.getName(), () -> this.removals.hold(
						this.instruments.gauge(HttpMeter.REQUESTS_ACTIVE, this, (meters) -> meters.inFlight.count())));
		}
	}

	// Whoever removes a meter, or clears the registry, finds it again with the next
	// request, as with Boot's handler, which looks its timer up each time.
	private void forget(@Nullable Meter removed) {
		this.routes.forget();
		if (removed instanceof Gauge) {
			this.shown.set(false);
		}
	}

	@Override
	public void cutOff() {
		InProgress active = this.inFlight;
		this.inFlight = new InProgress();
		long left = active.count();
		if (left > 0) {
			this.instruments.failures()
				.guard(HttpMeter.REQUESTS.getName(),
						() -> this.instruments.counter(HttpMeter.REQUESTS, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
							.increment(left));
		}
	}

	/** Whether an end counts: of what was cut off it has been counted. */
	boolean ended(InProgress active, int place) {
		active.end(place);
		return active == this.inFlight;
	}

	Times times() {
		return this.times;
	}

	Route route(RouteKey key) {
		return this.routes.get(key);
	}

	Route current(Route met) {
		return this.routes.current(met);
	}

	void failed(Throwable cause) {
		this.instruments.failures().record(HttpMeter.REQUESTS.getName(), cause);
	}

}
