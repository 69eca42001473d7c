package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does a timer of the application cost that is held, with twelve bounds and without?
 */
public class TimerBenchmark extends Question {

	private final Histogram clientJava = Histogram.builder()
		.name("took")
		.classicOnly()
		.classicUpperBounds(Peers.bounds())
		.register(new PrometheusRegistry());

	private final Histogram clientJavaNative = Histogram.builder()
		.name("took_native")
		.withoutExemplars()
		.nativeOnly()
		.register(new PrometheusRegistry());

	private final DoubleHistogram openTelemetry = Peers.openTelemetry()
		.histogramBuilder("took")
		.setExplicitBucketBoundariesAdvice(Peers.boundsList())
		.build();

	@Benchmark
	public int micrometer(Micrometer micrometer, Turn turn) {
		return took(micrometer.timer, turn.next());
	}

	@Benchmark
	public int micrometerWithoutBounds(Micrometer micrometer, Turn turn) {
		return took(micrometer.withoutBounds, turn.next());
	}

	@Benchmark
	public int sightglass(Sightglass sightglass, Turn turn) {
		return took(sightglass.timer, turn.next());
	}

	@Benchmark
	public int sightglassNative(Native sightglass, Turn turn) {
		return took(sightglass.timer, turn.next());
	}

	@Benchmark
	public int clientJavaNative(Turn turn) {
		int i = turn.next();
		this.clientJavaNative.observe(i * 0.001);
		return i;
	}

	@Benchmark
	public int sightglassWithoutBounds(Sightglass sightglass, Turn turn) {
		return took(sightglass.withoutBounds, turn.next());
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

	private static int took(Timer timer, int i) {
		timer.record(i * 1_000_000L, TimeUnit.NANOSECONDS);
		return i;
	}

	private static Timer timer(MeterRegistry registry) {
		return Timer.builder("took").serviceLevelObjectives(Peers.durations()).register(registry);
	}

	/** Timers of an application with the starter. */
	public static class Sightglass extends Side.Starter {

		private final Timer timer = timer(this.registry);

		private final Timer withoutBounds = this.registry.timer("without.bounds");

	}

	/** The same timer as a native histogram. */
	public static class Native extends Side.Starter {

		private final Timer timer = timer(this.registry);

		public Native() {
			super("--sightglass.histograms.mode=native");
		}

	}

	/** Timers of the stock application. */
	public static class Micrometer extends Side.Stock {

		private final Timer timer = timer(this.registry);

		private final Timer withoutBounds = this.registry.timer("without.bounds");

	}

}
