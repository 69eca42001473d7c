package io.sightglass.benchmarks;

import java.util.Arrays;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does it bring to remember the ids that folding has made? A builder asks the
 * filters for each value beyond the limit, at each recording. It is the registry alone,
 * bounded by one filter that is added to it: ours, or the simpler form.
 */
public class FoldedIdBenchmark extends Question {

	private static final String[] VALUES = Peers.values("user-", 256);

	/** Who folds. */
	@Param({ "remembered", "made" })
	public String ids = "made";

	private final MeterRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", null);

	private final Meter.Id[] asked = Arrays.stream(VALUES)
		.map((value) -> new Meter.Id("load", Tags.of("side", "server", "user", value), null, null, Meter.Type.COUNTER))
		.toArray(Meter.Id[]::new);

	private MeterFilter limit = new PlainLimit(SeriesLimits.DEFAULT.valuesPerTag());

	@Setup
	public void fill() {
		if (this.ids.equals("remembered")) {
			this.limit = new SeriesLimiter(SeriesLimits.DEFAULT, "");
		}
		this.registry.config().meterFilter(this.limit);
		for (int i = 0; i < SeriesLimits.DEFAULT.valuesPerTag(); i++) {
			counter("known-" + i).increment();
		}
	}

	/**
	 * The whole call, as an application makes it.
	 * @return the counter
	 */
	@Benchmark
	public Counter built(Turn turn) {
		Counter counter = counter(VALUES[turn.next()]);
		counter.increment();
		return counter;
	}

	/**
	 * The filter alone.
	 * @return the id of "other"
	 */
	@Benchmark
	public Meter.Id mapped(Turn turn) {
		return this.limit.map(this.asked[turn.next()]);
	}

	private Counter counter(String user) {
		return Counter.builder("load").tag("side", "server").tag("user", user).register(this.registry);
	}

}
