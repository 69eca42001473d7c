package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.clock.CoarseClock;
import io.sightglass.pipeline.PipelineMeters;
import io.sightglass.pipeline.Stage;
import io.sightglass.pipeline.Step;
import io.sightglass.registry.Instruments;
import io.sightglass.sample.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does a step of a pipeline cost, which counts a record and times it?
 */
public class PipelineStepBenchmark extends Question {

	private final CoarseClock clock = new CoarseClock();

	private final Stage always = stage(1);

	private final Stage sampled = stage(0.01);

	private final Stage off = Stage.NONE;

	private final MeterRegistry registry = Peers.micrometer();

	private final Counter counter = this.registry.counter("records", "stage", "enrich");

	private final Timer timer = Timer.builder("took").serviceLevelObjectives(Peers.durations()).register(this.registry);

	private Stage stage(double rate) {
		return PipelineMeters.of(new Instruments(Peers.sightglass(this.clock)), Sampler.of(rate))
			.pipeline("orders")
			.stage("enrich");
	}

	@TearDown
	public void close() {
		this.clock.close();
	}

	@Benchmark
	public int micrometer(Turn turn) {
		long start = System.nanoTime();
		int i = turn.next();
		this.timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
		this.counter.increment();
		return i;
	}

	@Benchmark
	public int always(Turn turn) {
		return step(this.always, turn);
	}

	@Benchmark
	public int sampled(Held held, Turn turn) {
		int i = turn.next();
		try (Step step = held.step.start()) {
			step.done();
		}
		return i;
	}

	@Benchmark
	public int sampledFresh(Turn turn) {
		return step(this.sampled, turn);
	}

	@Benchmark
	public int off(Turn turn) {
		return step(this.off, turn);
	}

	private static int step(Stage stage, Turn turn) {
		int i = turn.next();
		try (Step step = stage.start()) {
			step.done();
		}
		return i;
	}

	/** A step that a thread holds. */
	@State(Scope.Thread)
	public static class Held {

		private Step step = Stage.NONE.step();

		@Setup
		public void hold(PipelineStepBenchmark benchmark) {
			this.step = benchmark.sampled.step();
		}

	}

}
