package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.sightglass.registry.clock.CoarseClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the coarse clock bring: to who reads the wall time, beside reading the
 * system's, and to who records into a timer of an application? {@code ticking} is the
 * simpler form.
 */
public class ClockBenchmark extends Question {

	@Benchmark
	public long nanoTime() {
		return System.nanoTime();
	}

	@Benchmark
	public long exact() {
		return Clock.SYSTEM.wallTime();
	}

	@Benchmark
	public long coarse(Coarse coarse) {
		return coarse.clock.wallTime();
	}

	@Benchmark
	public long ticking(Ticking ticking) {
		return ticking.clock.wallTime();
	}

	@Benchmark
	public int timerExact(Exact exact, Turn turn) {
		return took(exact.timer, turn.next());
	}

	@Benchmark
	public int timerCoarse(Coarse coarse, Turn turn) {
		return took(coarse.timer, turn.next());
	}

	private static int took(Timer timer, int i) {
		timer.record(i * 1_000_000L, TimeUnit.NANOSECONDS);
		return i;
	}

	/** The starter's default. */
	public static class Coarse extends Side.Starter {

		private final CoarseClock clock = (CoarseClock) this.application.bean(Clock.class);

		private final Timer timer = this.registry.timer("took");

	}

	/** With Boot's clock. */
	public static class Exact extends Side.Starter {

		private final Timer timer = this.registry.timer("took");

		public Exact() {
			super("--sightglass.clock.enabled=false");
		}

	}

	/** The simpler form. */
	@State(Scope.Benchmark)
	public static class Ticking {

		private final TickingClock clock = new TickingClock();

		@TearDown
		public void stop() {
			this.clock.close();
		}

	}

}
