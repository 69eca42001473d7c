package io.sightglass.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;
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

/**
 * What does it bring that a scrape looks ahead at the counters it writes next? It does so
 * in families of a thousand series and more, so families of 999 are written without. The
 * two differ by a line in a thousand. It is the registry alone, made in the one line of
 * its README.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class LookAheadBenchmark {

	private static final int LINES = 100_000;

	private static final int LOOKED_AHEAD = 1000;

	@Param({ "999", "1000" })
	public int seriesInAFamily;

	private final SightglassPrometheusRegistry registry = Peers
		.sightglass(new SeriesLimits(LINES, LINES, Map.of(), List.of(), 2 * LINES, 1L << 30));

	@Setup
	public void fill() throws IOException {
		int families = LINES / LOOKED_AHEAD;
		// By turns, as requests make them, so that those of a family are far apart.
		for (int i = 0; i < this.seriesInAFamily; i++) {
			for (int family = 0; family < families; family++) {
				Scraped.COUNTERS.series(this.registry, "requests." + family, i);
			}
		}
		// The first scrape is the client library's.
		scrape(new Sink());
	}

	@Benchmark
	public long scrape(Sink sink) throws IOException {
		this.registry.scrape(sink, "text/plain");
		return sink.written();
	}

}
