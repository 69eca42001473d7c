package io.sightglass.http;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that is counted once, however often its end is told.
 */
final class MicrometerExchange implements HttpExchange {

	private static final AtomicIntegerFieldUpdater<MicrometerExchange> ENDS = AtomicIntegerFieldUpdater
		.newUpdater(MicrometerExchange.class, "ends");

	private static final AtomicIntegerFieldUpdater<MicrometerExchange> SIZES = AtomicIntegerFieldUpdater
		.newUpdater(MicrometerExchange.class, "sizes");

	private final MicrometerHttpMeters meters;

	private final boolean sampled;

	private final long start;

	private volatile int ends;

	private volatile int sizes;

	private volatile @Nullable Route route;

	private volatile boolean transferred;

	private long requestBytes;

	private long responseBytes;

	MicrometerExchange(MicrometerHttpMeters meters, boolean sampled, long start) {
		this.meters = meters;
		this.sampled = sampled;
		this.start = start;
	}

	@Override
	public boolean sampled() {
		return this.sampled;
	}

	@Override
	public boolean inFlight() {
		return this.ends == 0;
	}

	@Override
	public void answered(String timer, KeyValues tags, String error) {
		if (!ENDS.compareAndSet(this, 0, 1)) {
			return;
		}
		this.meters.left();
		try {
			Route found = this.meters.route(new RouteKey(timer, tags, error));
			found.count();
			if (this.sampled) {
				found.took(this.meters.now() - this.start);
				this.route = found;
				recordSizes();
			}
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.meters.failed(ex);
		}
	}

	@Override
	public void transferred(long requestBytes, long responseBytes) {
		if (this.sampled && !this.transferred) {
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
				known.transferred(this.requestBytes, this.responseBytes);
			}
			catch (Exception | LinkageError | StackOverflowError ex) {
				this.meters.failed(ex);
			}
		}
	}

}
