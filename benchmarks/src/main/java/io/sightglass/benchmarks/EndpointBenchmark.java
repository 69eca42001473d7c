package io.sightglass.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.instrumentation.endpoint.Endpoints;
import io.sightglass.instrumentation.endpoint.MeteredEndpoint;
import io.sightglass.meters.connection.OpenConnection;
import io.sightglass.meters.connection.OpenStream;
import io.sightglass.meters.connection.Reason;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does a connection cost that opens and closes, a stream on one, and a message each
 * way, as of a WebSocket or a call of gRPC?
 */
public class EndpointBenchmark extends Question {

	@Benchmark
	public int connectionByHand(Micrometer micrometer, Turn turn) {
		micrometer.opened.increment();
		micrometer.active.incrementAndGet();
		Timer.Sample sample = Timer.start(micrometer.registry());
		int i = turn.next();
		micrometer.active.decrementAndGet();
		micrometer.closed.increment();
		sample.stop(micrometer.duration);
		return i;
	}

	@Benchmark
	public int connection(Sightglass sightglass, Turn turn) {
		try (OpenConnection connection = sightglass.endpoint.connections().opened()) {
			int i = turn.next();
			connection.closedFor(Reason.CLOSED);
			return i;
		}
	}

	@Benchmark
	public int stream(Sightglass sightglass, Turn turn) {
		try (OpenStream stream = sightglass.endpoint.connections().stream()) {
			return turn.next();
		}
	}

	@Benchmark
	public int messages(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.endpoint.transport().received(i);
		sightglass.endpoint.transport().sent(i);
		return i;
	}

	@Benchmark
	public int messagesByHand(Micrometer micrometer, Turn turn) {
		int i = turn.next();
		micrometer.received.increment(i);
		micrometer.receivedPackets.increment();
		micrometer.sent.increment(i);
		micrometer.sentPackets.increment();
		return i;
	}

	/** An endpoint that the application meters by name. */
	public static class Sightglass extends Side.Starter {

		private final MeteredEndpoint endpoint = this.application.bean(Endpoints.class).server("gateway", "tcp");

	}

	/** Meters of one's own, held, in the stock application. */
	public static class Micrometer extends Side.Stock {

		private final Counter opened = this.registry.counter("opened", "endpoint", "gateway");

		private final Counter closed = this.registry.counter("closed", "endpoint", "gateway");

		private final Counter sent = this.registry.counter("sent", "endpoint", "gateway");

		private final Counter received = this.registry.counter("received", "endpoint", "gateway");

		private final Counter sentPackets = this.registry.counter("sent.packets", "endpoint", "gateway");

		private final Counter receivedPackets = this.registry.counter("received.packets", "endpoint", "gateway");

		private final AtomicLong active = new AtomicLong();

		private final Timer duration = Timer.builder("duration")
			.serviceLevelObjectives(Peers.durations())
			.register(this.registry);

		/** Meters, and a gauge of connections. */
		public Micrometer() {
			Gauge.builder("active", this.active, AtomicLong::get).register(this.registry);
		}

		MeterRegistry registry() {
			return this.registry;
		}

	}

}
