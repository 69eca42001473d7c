package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.sightglass.registry.SeriesLimiter;
import io.sightglass.registry.SeriesLimits;
import io.sightglass.tagged.TaggedMeters;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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

import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;

/**
 * What does a bound on tag values cost, for known values and for those beyond it, and how
 * many samples does it lose?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SeriesLimiterBenchmark {

	private static final int LIMIT = 100;

	private static final String[] VALUES = new String[8192];

	static {
		for (int i = 0; i < VALUES.length; i++) {
			VALUES[i] = "value-" + i;
		}
	}

	@Param({ "none", "sightglass", "tagged", "micrometer", "boot" })
	public String filter = "none";

	private MeterRegistry registry = Peers.micrometer();

	private @Nullable TaggedMeters<Counter> table;

	@Setup
	public void fill() {
		boolean ours = this.filter.equals("sightglass") || this.filter.equals("tagged");
		this.registry = ours ? Peers.sightglass() : Peers.micrometer();
		switch (this.filter) {
			case "tagged" -> this.table = TaggedMeters.in(this.registry)
				.name("load")
				.tags("side", "user")
				.maxValues(LIMIT)
				.counters();
			case "sightglass" ->
				this.registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(LIMIT, 10_000), ""));
			case "micrometer" -> this.registry.config()
				.meterFilter(MeterFilter.maximumAllowableTags("load", "user", LIMIT, MeterFilter.deny()));
			case "boot" ->
				this.registry.config().meterFilter(new MaximumAllowableTagsMeterFilter("load", "user", LIMIT));
			default -> {
			}
		}
		for (int i = 0; i < LIMIT; i++) {
			counter(VALUES[i]).increment();
		}
	}

	@Benchmark
	public void known(Values values, Samples samples) {
		record(VALUES[values.next() % LIMIT], samples);
	}

	@Benchmark
	public void beyond(Values values, Samples samples) {
		record(VALUES[LIMIT + values.next() % (VALUES.length - LIMIT)], samples);
	}

	private void record(String value, Samples samples) {
		Counter counter = counter(value);
		counter.increment();
		if (counter instanceof NoopCounter) {
			samples.lost++;
		}
		else {
			samples.kept++;
		}
	}

	private Counter counter(String value) {
		TaggedMeters<Counter> table = this.table;
		if (table != null) {
			return table.with("server", value);
		}
		return this.registry.counter("load", "side", "server", "user", value);
	}

	/** Where a thread is in the values. */
	@State(Scope.Thread)
	public static class Values {

		private int at;

		int next() {
			return this.at++ & 0x7fffffff;
		}

	}

	/** What became of the samples. */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Samples {

		/** Recorded somewhere. */
		public long kept;

		/** Recorded nowhere. */
		public long lost;

	}

}
