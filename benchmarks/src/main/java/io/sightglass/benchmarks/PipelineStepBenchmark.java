package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.instrument.Started;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.meters.pipeline.StageStep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does a step of a pipeline cost, which counts a record and times it?
 */
public class PipelineStepBenchmark extends Question {

	@Benchmark
	public int micrometer(Micrometer micrometer, Turn turn) {
		long start = System.nanoTime();
		int i = turn.next();
		micrometer.timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
		micrometer.counter.increment();
		return i;
	}

	@Benchmark
	public int always(Always always, Job job) {
		return always.stage.call(job.work);
	}

	@Benchmark
	public int sampled(Held held, Job job) {
		return held.step.start().call(job.work);
	}

	@Benchmark
	public int sampledCall(Sampled sampled, Job job) {
		return sampled.stage.call(job.work);
	}

	@Benchmark
	public int sampledHandle(Sampled sampled, Turn turn) {
		int i = turn.next();
		sampled.stage.start().done();
		return i;
	}

	@Benchmark
	public int off(Off off, Job job) {
		return off.stage.call(job.work);
	}

	/** A stage of an application's pipeline, as its properties say. */
	public abstract static class Configured extends Side.Starter {

		/** The stage. */
		protected final Stage stage = this.application.bean(PipelineMeters.class).pipeline("orders").stage("enrich");

		protected Configured(String... properties) {
			super(properties);
		}

	}

	/** Every step timed, which is the default. */
	public static class Always extends Configured {

	}

	/** One step in a hundred timed. */
	public static class Sampled extends Configured {

		public Sampled() {
			super("--sightglass.pipelines.sample-rate=0.01");
		}

	}

	/** Pipelines off. */
	public static class Off extends Configured {

		public Off() {
			super("--sightglass.pipelines.enabled=false");
		}

	}

	/** Meters of one's own, in the stock application. */
	public static class Micrometer extends Side.Stock {

		private final Counter counter = this.registry.counter("records", "stage", "enrich");

		private final Timer timer = Timer.builder("took")
			.serviceLevelObjectives(Peers.durations())
			.register(this.registry);

	}

	/** What is done in a step: what it captures and returns allocates nothing. */
	@State(Scope.Thread)
	public static class Job {

		private final Turn turn = new Turn();

		private final Started.Work<Integer, RuntimeException> work = () -> this.turn.next() & 0x7f;

	}

	/** A step that a thread holds. */
	@State(Scope.Thread)
	public static class Held {

		private StageStep step = Stage.NONE.step();

		@Setup
		public void hold(Sampled sampled) {
			this.step = sampled.stage.step();
		}

	}

}
