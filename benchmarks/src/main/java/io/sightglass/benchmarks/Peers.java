package io.sightglass.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.striped.SightglassPrometheusRegistry;

/**
 * The libraries that are compared, set up alike.
 */
public final class Peers {

	/** Twelve bounds in seconds. */
	private static final double[] BOUNDS = { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5 };

	private Peers() {
	}

	/**
	 * Micrometer's registry, as Boot makes it.
	 * @return the registry
	 */
	public static MeterRegistry micrometer() {
		return micrometer(Clock.SYSTEM);
	}

	public static MeterRegistry micrometer(Clock clock) {
		return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
	}

	/**
	 * The registry that the starter puts in its place.
	 * @return the registry
	 */
	public static MeterRegistry sightglass() {
		return sightglass(Clock.SYSTEM);
	}

	public static MeterRegistry sightglass(Clock clock) {
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
	}

	/**
	 * OpenTelemetry's SDK with a reader; without one it records nothing.
	 * @return its meter
	 */
	public static Meter openTelemetry() {
		return SdkMeterProvider.builder().registerMetricReader(new Reader()).build().get("benchmark");
	}

	static double[] bounds() {
		return BOUNDS.clone();
	}

	static List<Double> boundsList() {
		return Arrays.stream(BOUNDS).boxed().toList();
	}

	public static Duration[] durations() {
		return Arrays.stream(BOUNDS)
			.mapToObj((seconds) -> Duration.ofNanos((long) (seconds * 1e9)))
			.toArray(Duration[]::new);
	}

	/**
	 * Values of a tag.
	 * @param prefix how they start
	 * @param count how many
	 * @return the values, one for each turn
	 */
	static String[] values(String prefix, int count) {
		String[] distinct = IntStream.range(0, count).mapToObj((i) -> prefix + i).toArray(String[]::new);
		return IntStream.range(0, 256).mapToObj((i) -> distinct[i % count]).toArray(String[]::new);
	}

	private static final class Reader implements MetricReader {

		@Override
		public void register(CollectionRegistration registration) {
		}

		@Override
		public CompletableResultCode forceFlush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
			return AggregationTemporality.CUMULATIVE;
		}

	}

}
