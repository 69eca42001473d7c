package io.sightglass.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;

/**
 * The libraries that are compared, set up alike.
 */
public final class Peers {

	/** Twelve bounds in seconds. */
	private static final double[] BOUNDS = { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5 };

	private Peers() {
	}

	/**
	 * Micrometer's registry, as a program makes it that has no Spring.
	 * @return the registry
	 */
	static PrometheusMeterRegistry micrometer() {
		return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
	}

	/**
	 * Our registry, as a program makes it that has no Spring.
	 * @param limits how many series it keeps
	 * @return the registry
	 */
	static SightglassPrometheusRegistry sightglass(SeriesLimits limits) {
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, limits);
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
	public static String[] values(String prefix, int count) {
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
