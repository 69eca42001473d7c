package io.sightglass.meters.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Counts;
import io.sightglass.meters.internal.Times;
import org.jspecify.annotations.Nullable;

/**
 * A node that holds its meters.
 */
final class MicrometerRouteNode implements RouteNode {

	private final Instruments instruments;

	private final Times times;

	private final String[] tags;

	private final Timer latency;

	private final Throughput throughput;

	private final AtomicBoolean healthShown = new AtomicBoolean();

	private volatile NodeHealth health = NodeHealth.HEALTHY;

	MicrometerRouteNode(Instruments instruments, Times times, String... tags) {
		this.instruments = instruments;
		this.times = times;
		this.tags = tags;
		this.latency = instruments.timer(TransportMeter.HOP_LATENCY, times.sampler(), tags);
		this.throughput = new Throughput(instruments.clock());
		instruments.gauge(TransportMeter.HOP_THROUGHPUT, this.throughput, Throughput::look, tags);
	}

	@Override
	public void passed(long bytes) {
		if (Counts.counts(this.instruments.failures(), TransportMeter.HOP_THROUGHPUT, bytes)) {
			this.throughput.passed(bytes);
		}
	}

	@Override
	public void latency(@Nullable Duration took) {
		this.times.record(this.latency, took);
	}

	@Override
	public long startTiming() {
		return this.times.start();
	}

	@Override
	public void stopTiming(long started) {
		this.times.end(this.latency, started);
	}

	@Override
	public void health(NodeHealth health) {
		if (health == null) {
			return;
		}
		this.health = health;
		if (!this.healthShown.get() && this.healthShown.compareAndSet(false, true)) {
			this.instruments.failures()
				.guard(TransportMeter.HOP_HEALTH.getName(), () -> this.instruments.gauge(TransportMeter.HOP_HEALTH,
						this, (node) -> node.health.value(), this.tags));
		}
	}

}
