package io.sightglass.benchmarks.set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sightglass.benchmarks.Peers;
import io.sightglass.benchmarks.Question;
import io.sightglass.benchmarks.Side;
import io.sightglass.benchmarks.set.BenchmarkMeters.Severity;
import io.sightglass.benchmarks.set.BenchmarkMeters.Status;
import io.sightglass.meters.set.Timing;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * How near does a call of a set come to a held meter, and how far is it from looking the
 * meter up by tags? The set is the bean of an application, held meters are in the same
 * registry, and what is looked up is in that of the stock application.
 */
public class MeterSetBenchmark extends Question {

	private static final int TURNS = 256;

	private final Severity[] severities = new Severity[TURNS];

	private final Status[] statuses = new Status[TURNS];

	private final String[] severityNames = new String[TURNS];

	private final String[] statusNames = new String[TURNS];

	private final String[] channels = Peers.values("channel-", 16);

	public MeterSetBenchmark() {
		for (int i = 0; i < TURNS; i++) {
			this.severities[i] = Severity.values()[i % Severity.values().length];
			this.statuses[i] = Status.values()[i % Status.values().length];
			this.severityNames[i] = this.severities[i].name();
			this.statusNames[i] = this.statuses[i].name();
		}
	}

	@Benchmark
	public int heldCounter(Sightglass sightglass, Turn turn) {
		sightglass.held.increment();
		return turn.next();
	}

	@Benchmark
	public int setWithoutTags(Sightglass sightglass, Turn turn) {
		sightglass.meters.plain();
		return turn.next();
	}

	@Benchmark
	public int setWithTwoEnums(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.meters.enums(this.severities[i], this.statuses[i]);
		return i;
	}

	@Benchmark
	public int setWithAString(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.meters.names(this.channels[i]);
		return i;
	}

	@Benchmark
	public int setWithAnEnumAndAString(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.meters.mixed(this.severities[i], this.channels[i]);
		return i;
	}

	@Benchmark
	public int setWithTwoWideStrings(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.meters.sparse(this.channels[i], this.statusNames[i]);
		return i;
	}

	@Benchmark
	public int setThatIsOff(Off off, Turn turn) {
		int i = turn.next();
		off.meters.enums(this.severities[i], this.statuses[i]);
		return i;
	}

	@Benchmark
	public int providerWithTwoTags(Micrometer micrometer, Turn turn) {
		int i = turn.next();
		micrometer.provider.withTags(Tags.of("severity", this.severityNames[i], "status", this.statusNames[i]))
			.increment();
		return i;
	}

	@Benchmark
	public int registryCounterWithTwoTags(Micrometer micrometer, Turn turn) {
		int i = turn.next();
		micrometer.counter("severity", this.severityNames[i], "status", this.statusNames[i]).increment();
		return i;
	}

	@Benchmark
	public int heldTimerWithSample(Sightglass sightglass, Turn turn) {
		Timer.Sample sample = sightglass.sample();
		sample.stop(sightglass.heldTimer);
		return turn.next();
	}

	@Benchmark
	public int setWithASpan(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		try (Timing span = sightglass.meters.span(this.severities[i])) {
			span.done();
		}
		return i;
	}

	/** The set's bean, and meters that are held beside it. */
	public static class Sightglass extends Side.Starter {

		private final BenchmarkMeters meters = this.application.bean(BenchmarkMeters.class);

		private final Counter held = this.registry.counter("held", "severity", "high", "status", "open");

		private final Timer heldTimer = this.registry.timer("held.timer", "severity", "high", "outcome", "success");

		private Timer.Sample sample() {
			return Timer.start(this.registry);
		}

	}

	/** The set's bean where sets are off. */
	public static class Off extends Side.Starter {

		private final BenchmarkMeters meters = this.application.bean(BenchmarkMeters.class);

		public Off() {
			super("--sightglass.meter-sets.enabled=false");
		}

	}

	/** Micrometer's two ways to look a counter up. */
	public static class Micrometer extends Side.Stock {

		private final Meter.MeterProvider<Counter> provider = Counter.builder("provided").withRegistry(this.registry);

		private Counter counter(String... tags) {
			return this.registry.counter("looked.up", tags);
		}

	}

}
