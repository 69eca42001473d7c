package io.sightglass.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

import io.micrometer.core.instrument.Counter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does a counter cost that is held? It is the registry alone, made in the one line
 * of its README, for a held counter knows nothing of filters. {@code doubleAdder} is what
 * Micrometer's is in the end.
 */
public class HeldCounterBenchmark extends Question {

	private final AtomicLong atomic = new AtomicLong();

	private final DoubleAdder doubleAdder = new DoubleAdder();

	private final Counter micrometer = Peers.micrometer().counter("held", "side", "server");

	private final Counter sightglass = Peers.sightglass(SeriesLimits.DEFAULT).counter("held", "side", "server");

	private final CounterDataPoint clientJava = io.prometheus.metrics.core.metrics.Counter.builder()
		.name("held")
		.labelNames("side")
		.register(new PrometheusRegistry())
		.labelValues("server");

	private final LongCounter openTelemetry = Peers.openTelemetry().counterBuilder("held").build();

	private final Attributes attributes = Attributes.builder().put("side", "server").build();

	@Benchmark
	public int atomicLong(Turn turn) {
		this.atomic.incrementAndGet();
		return turn.next();
	}

	@Benchmark
	public int micrometer(Turn turn) {
		this.micrometer.increment();
		return turn.next();
	}

	@Benchmark
	public int sightglass(Turn turn) {
		this.sightglass.increment();
		return turn.next();
	}

	@Benchmark
	public int doubleAdder(Turn turn) {
		this.doubleAdder.add(1);
		return turn.next();
	}

	@Benchmark
	public int micrometerAmount(Turn turn) {
		int i = turn.next();
		this.micrometer.increment(i);
		return i;
	}

	@Benchmark
	public int sightglassAmount(Turn turn) {
		int i = turn.next();
		this.sightglass.increment(i);
		return i;
	}

	@Benchmark
	public int clientJava(Turn turn) {
		this.clientJava.inc();
		return turn.next();
	}

	@Benchmark
	public int openTelemetry(Turn turn) {
		this.openTelemetry.add(1, this.attributes);
		return turn.next();
	}

}
