package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every question has: the baseline that does nothing, and the limit of counting from
 * several threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public abstract class Question {

	private final LongAdder adder = new LongAdder();

	@Benchmark
	public int nothing(Turn turn) {
		return turn.next();
	}

	@Benchmark
	public int longAdder(Turn turn) {
		this.adder.increment();
		return turn.next();
	}

	/**
	 * Whose turn it is, for each thread, so that no value is a constant.
	 */
	@State(Scope.Thread)
	public static class Turn {

		private int at;

		public int next() {
			return this.at++ & 0xff;
		}

	}

}
