package io.sightglass.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.scrape.FastScrape;
import io.sightglass.scrape.GuardedPrometheusRegistry;
import io.sightglass.scrape.ScrapeFormat;
import io.sightglass.striped.SightglassPrometheusRegistry;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What does a scrape cost: the registry's own, the fast one, and handing the same bytes
 * over?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class ScrapeBenchmark {

	private static final Duration[] BOUNDS = millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000);

	// Twelve bounds, the infinite one, count, sum and maximum.
	private static final int LINES_OF_A_TIMER = 16;

	@Param({ "1000", "10000", "100000" })
	public int lines;

	@Param({ "counters", "timers" })
	public String meters = "counters";

	@Param
	public ScrapeFormat format = ScrapeFormat.TEXT;

	private final GuardedPrometheusRegistry collectors = new GuardedPrometheusRegistry((failure) -> {
		throw new IllegalStateException(failure);
	});

	private PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final FastScrape fast = new FastScrape(this.collectors, PrometheusConfig.DEFAULT.prometheusProperties());

	private final Sink sink = new Sink();

	private byte[] body = {};

	@Setup
	public void fill(BenchmarkParams benchmark) throws IOException {
		if (!benchmark.getBenchmark().endsWith("micrometer")) {
			this.registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, this.collectors, Clock.SYSTEM);
			this.collectors.watch(this.registry, PrometheusConfig.DEFAULT);
		}
		SplittableRandom random = new SplittableRandom(1);
		boolean counters = this.meters.equals("counters");
		for (int i = 0; i < (counters ? this.lines : this.lines / LINES_OF_A_TIMER); i++) {
			String[] tags = { "method", (i % 2 == 0) ? "GET" : "POST", "status", "20" + i % 5, "uri",
					"/api/orders/" + i };
			if (counters) {
				this.registry.counter("requests", tags).increment(random.nextInt(1_000_000));
			}
			else {
				Timer timer = Timer.builder("requests")
					.tags(tags)
					.serviceLevelObjectives(BOUNDS)
					.register(this.registry);
				for (int j = 0; j < 20; j++) {
					timer.record(random.nextInt(1, 1_000_000_000), TimeUnit.NANOSECONDS);
				}
			}
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		// The first scrape is the client library's.
		this.fast.write(this.format, null, out);
		out.reset();
		this.fast.write(this.format, null, out);
		this.body = out.toByteArray();
	}

	/**
	 * The least: the bytes are there, and are handed over.
	 * @return how many bytes were written
	 */
	@Benchmark
	public long bytes() throws IOException {
		for (int i = 0; i < this.body.length; i += 1 << 16) {
			this.sink.write(this.body, i, Math.min(1 << 16, this.body.length - i));
		}
		return this.sink.written;
	}

	@Benchmark
	public long micrometer() throws IOException {
		this.registry.scrape(this.sink, this.format.contentType());
		return this.sink.written;
	}

	@Benchmark
	public long sightglass() throws IOException {
		this.fast.write(this.format, null, this.sink);
		return this.sink.written;
	}

	private static Duration[] millis(int... millis) {
		return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
	}

	/** Copies, as a socket would. */
	private static final class Sink extends OutputStream {

		private final byte[] buffer = new byte[1 << 16];

		private long written;

		@Override
		public void write(int one) {
			this.buffer[0] = (byte) one;
			this.written++;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			System.arraycopy(bytes, offset, this.buffer, 0, Math.min(length, this.buffer.length));
			this.written += length;
		}

	}

}
