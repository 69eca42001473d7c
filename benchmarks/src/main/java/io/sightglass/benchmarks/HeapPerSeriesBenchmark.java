package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sightglass.meters.set.TaggedMeters;
import io.sightglass.registry.limit.SeriesLimits;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much heap does a series take, with the series limiter and with a table in front of
 * it? The figure is {@code bytesPerSeries}, after a full collection. It is the registry
 * alone, made in the one line of its README: the beans of an application come to more
 * than the series.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@State(Scope.Benchmark)
public class HeapPerSeriesBenchmark {

	private static final int SERIES = 20_000;

	private static final SeriesLimits LIMITS = new SeriesLimits(SERIES + 1, SERIES + 1);

	/** What is registered. */
	@Param({ "counter", "timer", "timerWith12Bounds" })
	public String kind = "counter";

	@Benchmark
	public Object micrometer(Bytes bytes) {
		return fill(Peers.micrometer(), bytes);
	}

	@Benchmark
	public Object limited(Bytes bytes) {
		return fill(Peers.sightglass(LIMITS), bytes);
	}

	@Benchmark
	public Object tagged(Bytes bytes) {
		long before = used();
		MeterRegistry registry = Peers.sightglass(LIMITS);
		TaggedMeters<?> table = TaggedMeters.in(registry)
			.name("series")
			.tags("number", "side")
			.maxValues(SERIES + 1)
			.maxSeries(SERIES + 2)
			.meters((tags) -> register(registry, tags.stream().findFirst().orElseThrow().getValue()));
		for (int i = 0; i < SERIES; i++) {
			table.with("n" + i, "server");
		}
		bytes.bytesPerSeries = (used() - before) / SERIES;
		return table;
	}

	private MeterRegistry fill(MeterRegistry registry, Bytes bytes) {
		long before = used();
		for (int i = 0; i < SERIES; i++) {
			register(registry, "n" + i);
		}
		bytes.bytesPerSeries = (used() - before) / SERIES;
		return registry;
	}

	private io.micrometer.core.instrument.Meter register(MeterRegistry registry, String number) {
		return switch (this.kind) {
			case "counter" -> registry.counter("series", "number", number, "side", "server");
			case "timer" -> registry.timer("series", "number", number, "side", "server");
			default -> Timer.builder("series")
				.tags("number", number, "side", "server")
				.serviceLevelObjectives(Peers.durations())
				.register(registry);
		};
	}

	private static long used() {
		// What the run before has left may need more than one.
		for (int i = 0; i < 4; i++) {
			System.gc();
		}
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	/** What a series takes. */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Bytes {

		/** After a full collection. */
		public long bytesPerSeries;

	}

}
