package io.sightglass.registry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.scrape.NativeRequest;
import io.sightglass.registry.limit.SeriesLimits;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A recording that counts several times is as so many recordings.
 */
class WeightedTests {

	private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

	@ParameterizedTest
	@ValueSource(strings = { "classic", "native", "lasting" })
	void countsAsSoManyRecordings(String kind) {
		SightglassPrometheusRegistry once = registry(kind);
		SightglassPrometheusRegistry often = registry(kind);
		Failures failures = new Failures(once, "");
		for (int i = 1; i < 200; i++) {
			failures.time(timer(once), i * MS, i);
			failures.add(summary(once), i * 0.5, i);
			for (int times = 0; times < i; times++) {
				timer(often).record(i, TimeUnit.MILLISECONDS);
				summary(often).record(i * 0.5);
			}
		}
		assertThat(timer(once).count()).isEqualTo(timer(often).count()).isEqualTo(199 * 100);
		assertThat(once.scrape()).isEqualTo(often.scrape()).contains("le=\"0.1\"");
		assertThat(summary(once).takeSnapshot().total()).isEqualTo(summary(often).takeSnapshot().total());
		assertThat(natives(once)).isEqualTo(natives(often))
			.hasSizeGreaterThanOrEqualTo(kind.equals("native") ? 100 : 0);
		assertThat(timer(once).max(TimeUnit.MILLISECONDS)).isEqualTo(199);
	}

	@Test
	void countsWhatOverflowsTheSumOnce() {
		SightglassPrometheusRegistry registry = registry("classic");
		Failures failures = new Failures(registry, "");
		failures.time(timer(registry), Duration.ofDays(360).toNanos(), 1 << 15);
		failures.add(summary(registry), Double.MAX_VALUE / 2, 1 << 15);
		assertThat(timer(registry).count()).isEqualTo(1);
		assertThat(timer(registry).totalTime(TimeUnit.DAYS)).isEqualTo(360);
		assertThat(summary(registry).count()).isEqualTo(1);
		assertThat(summary(registry).totalAmount()).isEqualTo(Double.MAX_VALUE / 2);
	}

	@Test
	void leavesOutWhatNoRecordingTakes() {
		SightglassPrometheusRegistry registry = registry("classic");
		Failures failures = new Failures(registry, "");
		failures.time(timer(registry), -1, 4);
		failures.add(summary(registry), -1, 4);
		failures.add(summary(registry), Double.NaN, 4);
		assertThat(timer(registry).count()).isZero();
		assertThat(summary(registry).count()).isZero();
	}

	@Test
	void scalesASummaryAsEachRecording() {
		SightglassPrometheusRegistry registry = registry("classic");
		DistributionSummary summary = DistributionSummary.builder("scaled").scale(10).register(registry);
		new Failures(registry, "").add(summary, 2, 4);
		assertThat(summary.count()).isEqualTo(4);
		assertThat(summary.totalAmount()).isEqualTo(80);
	}

	@Test
	void countsOnceInARegistryOfAnotherKind() {
		MeterRegistry registry = new SimpleMeterRegistry();
		Failures failures = new Failures(registry, "");
		failures.time(registry.timer("t"), MS, 4);
		failures.add(registry.summary("s"), 2, 4);
		assertThat(registry.timer("t").count()).isEqualTo(1);
		assertThat(registry.summary("s").count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "classic", "native" })
	void losesNothingWhereThreadsMeet(String kind) throws Exception {
		SightglassPrometheusRegistry registry = registry(kind);
		Failures failures = new Failures(registry, "");
		Timer timer = timer(registry);
		AtomicLong expected = new AtomicLong();
		Threads.run(8, (thread) -> {
			for (int i = 0; i < 100_000; i++) {
				failures.time(timer, (i & 255) * MS, 1 << (i & 7));
			}
			expected.addAndGet(100_000 / 8 * 255);
		});
		CountAtBucket[] counts = timer.takeSnapshot().histogramCounts();
		assertThat(timer.count()).isEqualTo(expected.get());
		assertThat(counts[counts.length - 1].count()).isEqualTo(expected.get());
	}

	private static List<String> natives(SightglassPrometheusRegistry registry) {
		return registry.getPrometheusRegistry()
			.scrape(NativeRequest.REQUEST)
			.stream()
			.filter(HistogramSnapshot.class::isInstance)
			.flatMap((family) -> ((HistogramSnapshot) family).getDataPoints().stream())
			.flatMap((point) -> point.getNativeBucketsForPositiveValues().stream())
			.map((bucket) -> bucket.getBucketIndex() + ": " + bucket.getCount())
			.toList();
	}

	private static Timer timer(MeterRegistry registry) {
		return Timer.builder("t")
			.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1))
			.register(registry);
	}

	private static DistributionSummary summary(MeterRegistry registry) {
		return DistributionSummary.builder("s").serviceLevelObjectives(1, 10, 50).register(registry);
	}

	private static SightglassPrometheusRegistry registry(String kind) {
		Duration expireAfter = kind.equals("lasting") ? Duration.ofHours(1) : null;
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				SeriesLimits.DEFAULT, expireAfter, null);
		return kind.equals("native") ? registry.nativeHistograms(NativeHistograms.of((name) -> true)) : registry;
	}

}
