package io.sightglass.meters.http;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.micrometer.common.KeyValues;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.internal.stripe.InProgress;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is counted once, however often its end is reported.
 */
final class MicrometerExchange implements HttpExchange {

	private static final AtomicIntegerFieldUpdater<MicrometerExchange> ENDS = AtomicIntegerFieldUpdater
		.newUpdater(MicrometerExchange.class, "ends");

	private static final AtomicIntegerFieldUpdater<MicrometerExchange> SIZES = AtomicIntegerFieldUpdater
		.newUpdater(MicrometerExchange.class, "sizes");

	private final MicrometerHttpMeters meters;

	private final InProgress active;

	private final int place;

	private final long start;

	private volatile int ends;

	@SuppressWarnings("UnusedVariable") // SIZES reads it.
	private volatile int sizes;

	private volatile @Nullable Route route;

	private volatile boolean transferred;

	private long requestBytes;

	private long responseBytes;

	MicrometerExchange(MicrometerHttpMeters meters, InProgress active, int place, long start) {
		this.meters = meters;
		this.active = active;
		this.place = place;
		this.start = start;
	}

	@Override
	public boolean sampled() {
		return this.start != Times.UNTIMED;
	}

	@Override
	public boolean inFlight() {
		return this.ends == 0;
	}

	@Override
	public void answered(String timer, KeyValues tags, String error) {
		if (!ENDS.compareAndSet(this, 0, 1) || !this.meters.ended(this.active, this.place)) {
			return;
		}
		try {
			Route found = this.meters.route(RouteKey.of(timer, tags, error));
			found.count();
			if (sampled()) {
				found.took(this.meters.times(), this.start);
				this.route = found;
				recordSizes();
			}
		}
		catch (Throwable ex) {
			this.meters.failed(ex);
		}
	}

	@Override
	public void transferred(long requestBytes, long responseBytes) {
		if (sampled() && !this.transferred) {
			this.requestBytes = requestBytes;
			this.responseBytes = responseBytes;
			this.transferred = true;
			recordSizes();
		}
	}

	// Whichever thread comes second sees what the first has written.
	private void recordSizes() {
		Route known = this.route;
		if (known != null && this.transferred && SIZES.compareAndSet(this, 0, 1)) {
			try {
				this.meters.current(known)
					.transferred(this.requestBytes, this.responseBytes, this.meters.times().weight(this.start));
			}
			catch (Throwable ex) {
				this.meters.failed(ex);
			}
		}
	}

}
