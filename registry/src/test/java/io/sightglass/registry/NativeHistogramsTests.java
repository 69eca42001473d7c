package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.sightglass.registry.internal.scrape.NativeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Timers and summaries as native histograms, beside those of the client library.
 */
class NativeHistogramsTests {

	private final Random random = new Random(42);

	@ParameterizedTest
	@ValueSource(ints = { -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8 })
	void areThoseOfTheClientLibrary(int schema) {
		double[] sizes = DoubleStream
			.of(0, Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p-128, Math.nextUp(0x1p-128), 0.5, 1, 2, Math.nextUp(2.0),
					Double.MAX_VALUE, Double.POSITIVE_INFINITY)
			.toArray();
		expectClients(schema, 100_000, sizes);
		double base = Math.pow(2, Math.pow(2, -schema));
		// At each bound, and beside it.
		expectClients(schema, 100_000,
				DoubleStream.iterate(1e-3, (bound) -> bound < 1e4, (bound) -> bound * base)
					.flatMap((bound) -> DoubleStream.of(bound, Math.nextDown(bound), Math.nextUp(bound)))
					.toArray());
		expectClients(schema, 100_000, values(20_000, () -> Math.exp(this.random.nextGaussian() * 3)));
		expectClients(schema, 100_000, values(5000, () -> Math.exp(this.random.nextGaussian() * 100)));
	}

	// Below one the client library puts every other bucket into the wrong one when it
	// makes them wider: (-2 + 1) / 2 is 0, where bucket -2 is part of bucket -1.
	@Test
	void areWhereTheSchemaHasThemOtherThanThoseOfTheClientLibrary() {
		double[] values = DoubleStream.iterate(0.3, (value) -> value < 1, (value) -> value * 1.01).toArray();
		HistogramDataPointSnapshot client = client(8, 20, values);
		assertThat(buckets(client)).isNotEqualTo(buckets(client(client.getNativeSchema(), 1000, values)));
		expect(made(8, 20, values), client(client.getNativeSchema(), 1000, values));
	}

	@ParameterizedTest
	@ValueSource(ints = { 20, 80, 160 })
	void becomeWiderAsThoseOfTheClientLibraryDo(int most) {
		expectClients(8, most, values(5000, () -> 1 + Math.exp(this.random.nextGaussian() * 4)));
		expectClients(5, most, values(5000, () -> 1 + Math.exp(this.random.nextGaussian() * 60)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 20, 80, 160 })
	void becomeAsWideAsTheyHaveToBe(int most) {
		double[] values = values(5000, () -> Math.exp(this.random.nextGaussian() * 4 - 5));
		HistogramDataPointSnapshot made = made(8, most, values);
		assertThat(made.getNativeSchema()).isLessThan(8);
		assertThat(made.getNativeBucketsForPositiveValues().size()).isLessThanOrEqualTo(most);
		expect(made, client(made.getNativeSchema(), 100_000, values));
		assertThat(client(made.getNativeSchema() + 1, 100_000, values).getNativeBucketsForPositiveValues().size())
			.isGreaterThan(most);
	}

	@Test
	void areOfSecondsWhereTimersAre() {
		SightglassPrometheusRegistry registry = registry(5, 10_000);
		Timer timer = registry.timer("orders");
		Histogram client = Histogram.builder()
			.name("orders_seconds")
			.nativeOnly()
			.withoutExemplars()
			.nativeMaxNumberOfBuckets(10_000)
			.build();
		for (int i = 0; i < 20_000; i++) {
			long nanos = (long) Math.exp(this.random.nextDouble() * 30);
			timer.record(nanos, TimeUnit.NANOSECONDS);
			client.observe(nanos / 1e9);
		}
		timer.record(Duration.ZERO);
		client.observe(0);
		HistogramDataPointSnapshot made = histogram(registry, "orders_seconds");
		expect(made, client.collect().getDataPoints().get(0));
		assertThat(made.hasClassicHistogramData()).isFalse();
	}

	@Test
	void areBesideClassicBucketsWhereBothAreAskedFor() {
		for (boolean both : new boolean[] { true, false }) {
			SightglassPrometheusRegistry registry = registry((name) -> true, both);
			DistributionSummary summary = DistributionSummary.builder("sizes")
				.serviceLevelObjectives(1, 2, 5)
				.register(registry);
			DoubleStream.of(0.5, 1, 1.5, 7).forEach(summary::record);
			HistogramDataPointSnapshot made = histogram(registry, "sizes");
			assertThat(made.hasClassicHistogramData()).isEqualTo(both);
			assertThat(made.getNativeBucketsForPositiveValues().size()).isEqualTo(4);
			assertThat(made.getCount()).isEqualTo(4);
			if (both) {
				assertThat(made.getClassicBuckets().stream().map((bucket) -> bucket.getCount())).containsExactly(2L, 1L,
						0L, 1L);
			}
		}
	}

	@Test
	void leaveTextAsItIs() throws IOException {
		List<SightglassPrometheusRegistry> both = List.of(registry((name) -> true, false),
				new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT));
		List<String> texts = new ArrayList<>();
		for (SightglassPrometheusRegistry registry : both) {
			Random same = new Random(1);
			Timer plain = registry.timer("plain");
			Timer classic = Timer.builder("classic").serviceLevelObjectives(Duration.ofMillis(1)).register(registry);
			Timer quantiles = Timer.builder("quantiles").publishPercentiles(0.5).register(registry);
			for (int i = 0; i < 100; i++) {
				long nanos = same.nextInt(10_000_000);
				List.of(plain, classic, quantiles).forEach((timer) -> timer.record(nanos, TimeUnit.NANOSECONDS));
			}
			for (String format : new String[] { "text/plain", "application/openmetrics-text" }) {
				texts.add(scrape(registry, format));
				texts.add(scrape(registry, format));
			}
		}
		assertThat(texts.subList(0, 4)).isEqualTo(texts.subList(4, 8));
	}

	@Test
	void areOnlyThoseOfTheMetersThatAreAskedFor() {
		SightglassPrometheusRegistry registry = registry((name) -> name.startsWith("orders"), false);
		registry.timer("orders").record(Duration.ofMillis(1));
		registry.timer("others").record(Duration.ofMillis(1));
		Timer.builder("orders.quantiles").publishPercentiles(0.5).register(registry).record(Duration.ofMillis(1));
		assertThat(histogram(registry, "orders_seconds").hasNativeHistogramData()).isTrue();
		assertThat(family(registry, "others_seconds")).isInstanceOf(SummarySnapshot.class);
		assertThat(family(registry, "orders_quantiles_seconds")).isInstanceOf(SummarySnapshot.class);
	}

	@Test
	void beginAnewOnceTheyAreWideAndTheTimeIsOver() {
		MockClock clock = new MockClock();
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				new PrometheusRegistry(), clock, "", null, null)
			.nativeHistograms(new NativeHistograms((name) -> true, false, 8, 20, 0, Duration.ofHours(1)));
		DistributionSummary summary = registry.summary("sizes");
		record(summary, values(1000, () -> 1 + this.random.nextDouble()));
		assertThat(histogram(registry, "sizes").getNativeSchema()).isLessThan(8);
		clock.add(Duration.ofHours(1));
		summary.record(7);
		HistogramDataPointSnapshot last = histogram(registry, "sizes");
		assertThat(last.getCount()).isEqualTo(1001);
		summary.record(5);
		HistogramDataPointSnapshot first = histogram(registry, "sizes");
		assertThat(first.getNativeSchema()).isEqualTo(8);
		assertThat(first.getCount()).isOne();
		assertThat(first.getSum()).isCloseTo(5, within(1e-9));
		assertThat(first.getCreatedTimestampMillis()).isEqualTo(clock.wallTime());
		assertThat(summary.count()).isOne();
	}

	@Test
	void refusesWhatCannotBe() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new NativeHistograms((name) -> true, false, 9, 160, 0, Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new NativeHistograms((name) -> true, false, 5, 0, 0, Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new NativeHistograms((name) -> true, false, 5, 160, -1, Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new NativeHistograms((name) -> true, false, 5, 160, 0, Duration.ofDays(-1)));
	}

	private void expectClients(int schema, int most, double[] values) {
		expect(made(schema, most, values), client(schema, most, values));
	}

	private static void expect(HistogramDataPointSnapshot made, HistogramDataPointSnapshot client) {
		assertThat(made.getNativeSchema()).isEqualTo(client.getNativeSchema());
		assertThat(made.getNativeZeroThreshold()).isEqualTo(client.getNativeZeroThreshold());
		assertThat(made.getNativeZeroCount()).isEqualTo(client.getNativeZeroCount());
		assertThat(made.getCount()).isEqualTo(client.getCount());
		assertThat(buckets(made)).isEqualTo(buckets(client));
		if (Double.isFinite(client.getSum())) {
			assertThat(made.getSum()).isCloseTo(client.getSum(), withinPercentage(1e-9));
		}
	}

	private static List<String> buckets(HistogramDataPointSnapshot point) {
		NativeHistogramBuckets buckets = point.getNativeBucketsForPositiveValues();
		return buckets.stream().map((bucket) -> bucket.getBucketIndex() + " " + bucket.getCount()).toList();
	}

	private static HistogramDataPointSnapshot made(int schema, int most, double[] values) {
		SightglassPrometheusRegistry registry = registry(schema, Math.min(most, 10_000));
		DistributionSummary summary = registry.summary("sizes");
		record(summary, values);
		return histogram(registry, "sizes");
	}

	private static HistogramDataPointSnapshot client(int schema, int most, double[] values) {
		Histogram client = Histogram.builder()
			.name("sizes")
			.nativeOnly()
			.withoutExemplars()
			.nativeInitialSchema(schema)
			.nativeMaxNumberOfBuckets(Math.min(most, 10_000))
			.build();
		for (double value : values) {
			client.observe(value);
		}
		return client.collect().getDataPoints().get(0);
	}

	private static void record(DistributionSummary summary, double[] values) {
		for (double value : values) {
			summary.record(value);
		}
	}

	private static double[] values(int count, DoubleSupplier next) {
		return DoubleStream.generate(next).limit(count).toArray();
	}

	private static SightglassPrometheusRegistry registry(int schema, int most) {
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, "",
				null, null)
			.nativeHistograms(new NativeHistograms((name) -> true, false, schema, most, 0x1p-128, Duration.ZERO));
	}

	private static SightglassPrometheusRegistry registry(Predicate<String> meters, boolean both) {
		NativeHistograms usual = NativeHistograms.of(meters);
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT).nativeHistograms(new NativeHistograms(meters,
				both, usual.schema(), usual.maxBuckets(), usual.zeroThreshold(), usual.resetAfter()));
	}

	private static HistogramDataPointSnapshot histogram(SightglassPrometheusRegistry registry, String name) {
		return ((HistogramSnapshot) family(registry, name)).getDataPoints().get(0);
	}

	private static MetricSnapshot family(SightglassPrometheusRegistry registry, String name) {
		return registry.getPrometheusRegistry()
			.scrape(NativeRequest.REQUEST)
			.stream()
			.filter((family) -> family.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static String scrape(SightglassPrometheusRegistry registry, String format) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		registry.scrape(out, format);
		return out.toString(StandardCharsets.UTF_8);
	}

}
