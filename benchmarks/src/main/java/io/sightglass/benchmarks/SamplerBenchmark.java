package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.meters.internal.Times;
import io.sightglass.registry.SightglassPrometheusRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to ask a sampler, beside the counter that is never sampled, and to
 * time what it takes? Asked as often as here, {@code auto} takes one of many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplerBenchmark {

	private final LongAdder counter = new LongAdder();

	private final Instruments instruments = new Instruments(new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT));

	private final Timer timer = Timer.builder("took")
		.serviceLevelObjectives(Peers.durations())
		.register(this.instruments.registry());

	@Param({ "0", "0.01", "1", "auto" })
	public String rate = "1";

	private Sampler sampler = Sampler.ALWAYS;

	private Times times = new Times(this.instruments, this.sampler);

	@Setup
	public void make() {
		this.sampler = this.rate.equals("auto") ? Sampler.auto(this.instruments, "benchmark", Sampler.MAX_CORE_SHARE)
				: Sampler.of(Double.parseDouble(this.rate));
		this.times = new Times(this.instruments, this.sampler);
	}

	@Benchmark
	public boolean nothing() {
		return true;
	}

	@Benchmark
	public boolean take() {
		return this.sampler.take();
	}

	@Benchmark
	public void timed() {
		this.times.end(this.timer, this.times.start());
	}

	@Benchmark
	public void recordedOnce() {
		this.instruments.failures().time(this.timer, 1_000_000, 1);
	}

	@Benchmark
	public void recordedForEight() {
		this.instruments.failures().time(this.timer, 1_000_000, 8);
	}

	@Benchmark
	public void longAdder() {
		this.counter.increment();
	}

}
