package io.sightglass.meters.transport;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.Times;

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

	private volatile Health health = Health.HEALTHY;

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
		this.throughput.passed(bytes);
	}

	@Override
	public void latency(long nanos) {
		this.times.record(this.latency, nanos);
	}

	@Override
	public long start() {
		return this.times.start();
	}

	@Override
	public void end(long start) {
		this.times.end(this.latency, start);
	}

	@Override
	public void health(Health health) {
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
