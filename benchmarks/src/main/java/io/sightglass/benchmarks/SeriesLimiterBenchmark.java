package io.sightglass.benchmarks;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.set.TaggedMeters;
import io.sightglass.registry.SightglassPrometheusRegistry;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.context.annotation.Bean;

/**
 * What does a bound on tag values cost, for known values and for those beyond it, and how
 * many samples does it lose? Each bound is that of an application: the starter's by
 * default, and those of Micrometer and Boot as a bean.
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

	private @Nullable Application application;

	private MeterRegistry registry = new SimpleMeterRegistry();

	private @Nullable TaggedMeters<Counter> table;

	@Setup
	public void fill() {
		Application application = application();
		this.application = application;
		boolean ours = this.filter.equals("sightglass") || this.filter.equals("tagged");
		this.registry = application.registry(ours ? SightglassPrometheusRegistry.class : PrometheusMeterRegistry.class);
		if (this.filter.equals("tagged")) {
			this.table = TaggedMeters.in(this.registry).name("load").tags("side", "user").maxValues(LIMIT).counters();
		}
		for (int i = 0; i < LIMIT; i++) {
			counter(VALUES[i]).increment();
		}
	}

	// A hundred values are what the starter keeps by default.
	private Application application() {
		return switch (this.filter) {
			case "none" -> Application.stock();
			case "micrometer" -> Application.start(MicrometersFilter.class, Application.STOCK);
			case "boot" -> Application.start(BootsFilter.class, Application.STOCK);
			default -> Application.sightglass();
		};
	}

	@TearDown
	public void stop() {
		if (this.application != null) {
			this.application.close();
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

	/** An application that bounds one tag with Micrometer's filter. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class MicrometersFilter {

		@Bean
		MeterFilter filter() {
			return MeterFilter.maximumAllowableTags("load", "user", LIMIT, MeterFilter.deny());
		}

	}

	/** An application that bounds one tag with Boot's filter. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class BootsFilter {

		@Bean
		MeterFilter filter() {
			return new MaximumAllowableTagsMeterFilter("load", "user", LIMIT);
		}

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
