package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.sightglass.meters.instrument.Sampler;
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
 * What does it cost to ask a sampler, beside the counter that is never sampled?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SamplerBenchmark {

	private final LongAdder counter = new LongAdder();

	@Param({ "0", "0.01", "1" })
	public double rate;

	private Sampler sampler = Sampler.ALWAYS;

	@Setup
	public void make() {
		this.sampler = Sampler.of(this.rate);
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
	public void longAdder() {
		this.counter.increment();
	}

}
