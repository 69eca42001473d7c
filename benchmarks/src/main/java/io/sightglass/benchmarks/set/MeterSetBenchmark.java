package io.sightglass.benchmarks.set;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.benchmarks.set.BenchmarkMeters.Severity;
import io.sightglass.benchmarks.set.BenchmarkMeters.Status;
import io.sightglass.set.MeterSets;
import io.sightglass.set.Span;
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
 * How near does a call of a set come to a held meter, and how far is it from looking the
 * meter up by tags?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeterSetBenchmark {

	private static final int MASK = 15;

	private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final BenchmarkMeters meters = MeterSets.create(BenchmarkMeters.class, this.registry);

	private final BenchmarkMeters off = MeterSets.off(BenchmarkMeters.class);

	private final Counter held = this.registry.counter("held", "severity", "high", "status", "open");

	private final Timer heldTimer = this.registry.timer("held.timer", "severity", "high", "outcome", "success");

	private final Meter.MeterProvider<Counter> provider = Counter.builder("provided").withRegistry(this.registry);

	private final Severity[] severities = new Severity[MASK + 1];

	private final Status[] statuses = new Status[MASK + 1];

	private final String[] severityNames = new String[MASK + 1];

	private final String[] statusNames = new String[MASK + 1];

	private final String[] channels = new String[MASK + 1];

	private int next;

	public MeterSetBenchmark() {
		for (int i = 0; i <= MASK; i++) {
			this.severities[i] = Severity.values()[i % Severity.values().length];
			this.statuses[i] = Status.values()[i % Status.values().length];
			this.severityNames[i] = this.severities[i].name();
			this.statusNames[i] = this.statuses[i].name();
			this.channels[i] = "channel-" + i;
		}
	}

	private int next() {
		return this.next++ & MASK;
	}

	@Benchmark
	public int nothing() {
		return next();
	}

	@Benchmark
	public int heldCounter() {
		this.held.increment();
		return next();
	}

	@Benchmark
	public int setWithoutTags() {
		this.meters.plain();
		return next();
	}

	@Benchmark
	public int setWithTwoEnums() {
		int i = next();
		this.meters.enums(this.severities[i], this.statuses[i]);
		return i;
	}

	@Benchmark
	public int setWithAString() {
		int i = next();
		this.meters.names(this.channels[i]);
		return i;
	}

	@Benchmark
	public int setWithAnEnumAndAString() {
		int i = next();
		this.meters.mixed(this.severities[i], this.channels[i]);
		return i;
	}

	@Benchmark
	public int setWithTwoWideStrings() {
		int i = next();
		this.meters.sparse(this.channels[i], this.statusNames[i]);
		return i;
	}

	@Benchmark
	public int setThatIsOff() {
		int i = next();
		this.off.enums(this.severities[i], this.statuses[i]);
		return i;
	}

	@Benchmark
	public int providerWithTwoTags() {
		int i = next();
		this.provider.withTags(Tags.of("severity", this.severityNames[i], "status", this.statusNames[i])).increment();
		return i;
	}

	@Benchmark
	public int registryCounterWithTwoTags() {
		int i = next();
		this.registry.counter("looked.up", "severity", this.severityNames[i], "status", this.statusNames[i])
			.increment();
		return i;
	}

	@Benchmark
	public int heldTimerWithSample() {
		Timer.Sample sample = Timer.start(this.registry);
		sample.stop(this.heldTimer);
		return next();
	}

	@Benchmark
	public int setWithASpan() {
		int i = next();
		try (Span span = this.meters.span(this.severities[i])) {
			span.done();
		}
		return i;
	}

}
