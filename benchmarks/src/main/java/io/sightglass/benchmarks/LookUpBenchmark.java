package io.sightglass.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.set.TaggedMeters;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What does it cost to find a counter by three tag values, and to count? Micrometer's
 * registry and ours are those of applications.
 */
public class LookUpBenchmark extends Question {

	private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("channel");

	private static final AttributeKey<String> COUNTRY = AttributeKey.stringKey("country");

	private static final AttributeKey<String> PAYMENT = AttributeKey.stringKey("payment");

	private final String[] channels = Peers.values("channel-", 4);

	private final String[] countries = Peers.values("country-", 16);

	private final String[] payments = Peers.values("payment-", 8);

	private final io.prometheus.metrics.core.metrics.Counter clientJava = io.prometheus.metrics.core.metrics.Counter
		.builder()
		.name("looked_up")
		.labelNames("channel", "country", "payment")
		.register(new PrometheusRegistry());

	private final LongCounter openTelemetry = Peers.openTelemetry().counterBuilder("looked.up").build();

	@Benchmark
	public int micrometer(Micrometer micrometer, Turn turn) {
		int i = turn.next();
		micrometer.registry
			.counter("looked.up", "channel", this.channels[i], "country", this.countries[i], "payment",
					this.payments[i])
			.increment();
		return i;
	}

	@Benchmark
	public int micrometerProvider(Micrometer micrometer, Turn turn) {
		int i = turn.next();
		micrometer.provider
			.withTags(Tags.of("channel", this.channels[i], "country", this.countries[i], "payment", this.payments[i]))
			.increment();
		return i;
	}

	@Benchmark
	public int sightglass(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.table.with(this.channels[i], this.countries[i], this.payments[i]).increment();
		return i;
	}

	@Benchmark
	public int sightglassRegistry(Sightglass sightglass, Turn turn) {
		int i = turn.next();
		sightglass.registry
			.counter("looked.up", "channel", this.channels[i], "country", this.countries[i], "payment",
					this.payments[i])
			.increment();
		return i;
	}

	@Benchmark
	public int clientJava(Turn turn) {
		int i = turn.next();
		this.clientJava.labelValues(this.channels[i], this.countries[i], this.payments[i]).inc();
		return i;
	}

	@Benchmark
	public int openTelemetry(Turn turn) {
		int i = turn.next();
		this.openTelemetry.add(1,
				Attributes.of(CHANNEL, this.channels[i], COUNTRY, this.countries[i], PAYMENT, this.payments[i]));
		return i;
	}

	/** A table of the starter, and the registry that is asked without one. */
	public static class Sightglass extends Side.Starter {

		private final TaggedMeters<Counter> table = TaggedMeters.in(this.registry)
			.name("looked.up.in.a.table")
			.tags("channel", "country", "payment")
			.counters();

	}

	/** Micrometer's two ways. */
	public static class Micrometer extends Side.Stock {

		private final Meter.MeterProvider<Counter> provider = Counter.builder("provided").withRegistry(this.registry);

	}

}
