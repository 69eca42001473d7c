package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.clock.CoarseClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a timer of the application cost that is held, with twelve bounds and without?
 */
public class TimerBenchmark extends Question {

	private final CoarseClock clock = new CoarseClock();

	private final Timer micrometer = timer(Peers.micrometer());

	private final Timer micrometerWithoutBounds = Peers.micrometer().timer("without.bounds");

	private final Timer sightglass = timer(Peers.sightglass(this.clock));

	private final Timer sightglassWithoutBounds = Peers.sightglass(this.clock).timer("without.bounds");

	private final Histogram clientJava = Histogram.builder()
		.name("took")
		.classicOnly()
		.classicUpperBounds(Peers.bounds())
		.register(new PrometheusRegistry());

	private final DoubleHistogram openTelemetry = Peers.openTelemetry()
		.histogramBuilder("took")
		.setExplicitBucketBoundariesAdvice(Peers.boundsList())
		.build();

	private static Timer timer(MeterRegistry registry) {
		return Timer.builder("took").serviceLevelObjectives(Peers.durations()).register(registry);
	}

	@TearDown
	public void close() {
		this.clock.close();
	}

	@Benchmark
	public int micrometer(Turn turn) {
		return took(this.micrometer, turn.next());
	}

	@Benchmark
	public int micrometerWithoutBounds(Turn turn) {
		return took(this.micrometerWithoutBounds, turn.next());
	}

	@Benchmark
	public int sightglass(Turn turn) {
		return took(this.sightglass, turn.next());
	}

	@Benchmark
	public int sightglassWithoutBounds(Turn turn) {
		return took(this.sightglassWithoutBounds, turn.next());
	}

	@Benchmark
	public int clientJava(Turn turn) {
		int i = turn.next();
		this.clientJava.observe(i * 0.001);
		return i;
	}

	@Benchmark
	public int openTelemetry(Turn turn) {
		int i = turn.next();
		this.openTelemetry.record(i * 0.001);
		return i;
	}

	@Benchmark
	public long clockMicrometer() {
		return Clock.SYSTEM.wallTime();
	}

	@Benchmark
	public long clockSightglass() {
		return this.clock.wallTime();
	}

	private static int took(Timer timer, int i) {
		timer.record(i * 1_000_000L, TimeUnit.NANOSECONDS);
		return i;
	}

}
