package io.sightglass.registry.internal.scrape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When series began, where the client library is told to write it.
 */
class CreatedTests {

	private final MockClock clock = new MockClock();

	private Scene scene(boolean striped) {
		this.clock.add(Duration.ofSeconds(1_700_000_000));
		return new Scene(this.clock, Scene.config(Map.of(Scene.CREATED, "true")), striped);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isWrittenFastOfEveryKindOfMeter(boolean striped) {
		Scene scene = scene(striped);
		fill(scene, "a");
		this.clock.add(Duration.ofMillis(1007));
		fill(scene, "b");
		scene.assertSame();
		assertThat(scene.isAllFast()).isTrue();
		String text = scene.fast(ScrapeFormat.TEXT, null);
		assertThat(text).containsSubsequence("c_total{k=\"a\"} 1.0\n", "t_seconds_max{k=\"b\"}",
				"# TYPE c_created gauge\nc_created{k=\"a\"} 1700000000.001\nc_created{k=\"b\"} 1700000001.008\n",
				"# TYPE fc_created gauge\n", "# TYPE t_seconds_created gauge\n",
				"t_seconds_created{k=\"b\"} 1700000001.008\n");
		for (String name : List.of("h_seconds", "q_seconds", "s", "sh", "ft_seconds", "ltt_seconds")) {
			assertThat(text).contains("\n" + name + "_created{k=\"b\"} 1700000001.008\n");
		}
		assertThat(text).doesNotContain("g_created", "some_created", "seconds_max_created");
		assertThat(scene.fast(ScrapeFormat.OPEN_METRICS, null)).contains(
				"c_total{k=\"a\"} 1.0\nc_created{k=\"a\"} 1700000000.001\nc_total{k=\"b\"} 1.0\n",
				"t_seconds_sum{k=\"b\"} 1.0\nt_seconds_created{k=\"b\"} 1700000001.008\n");
	}

	private void fill(Scene scene, String tag) {
		Tags tags = Tags.of("k", tag);
		scene.meters.counter("c", tags).increment();
		scene.meters.gauge("g", tags, 3);
		scene.meters.gauge("some.info", tags, 1);
		FunctionCounter.builder("fc", this, (any) -> 5).tags(tags).register(scene.meters);
		FunctionTimer.builder("ft", this, (any) -> 5, (any) -> 6, TimeUnit.SECONDS).tags(tags).register(scene.meters);
		scene.meters.timer("t", tags).record(1, TimeUnit.SECONDS);
		Timer.builder("h").publishPercentileHistogram().tags(tags).register(scene.meters).record(1, TimeUnit.SECONDS);
		Timer.builder("q").publishPercentiles(0.5).tags(tags).register(scene.meters);
		scene.meters.summary("s", tags).record(5);
		DistributionSummary.builder("sh").serviceLevelObjectives(1, 10).tags(tags).register(scene.meters).record(5);
		scene.meters.more().longTaskTimer("ltt", tags).start();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void followsMetersThatComeAndGo(boolean striped) {
		Scene scene = scene(striped);
		List<Meter> added = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Tags tags = Tags.of("i", "" + i % 4);
			added.add(scene.meters.counter("c", tags));
			added.add(FunctionCounter.builder("fc", this, (any) -> 5).tags(tags).register(scene.meters));
			added.add(scene.meters.timer("t", tags));
			this.clock.add(Duration.ofMillis(1500));
			scene.assertSame();
			assertThat(scene.isAllFast()).isTrue();
			scene.meters.remove(added.remove(0));
			scene.meters.remove(added.remove(0));
			scene.assertSame();
			assertThat(scene.isAllFast()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void standsBehindAllFamiliesWhoeverWritesThem(boolean striped) {
		Scene scene = scene(striped);
		for (String name : List.of("b_clients", "z_clients")) {
			scene.collectors.register(() -> new CounterSnapshot(new MetricMetadata(name), List
				.of(new CounterDataPointSnapshot(1, Labels.EMPTY, null, 1_600_000_000_000L, 1_700_000_000_002L))));
		}
		for (String name : List.of("a.ours", "c.ours", "m.ours")) {
			scene.meters.counter(name).increment();
		}
		Meter.builder("own", Meter.Type.OTHER, List.of(new Measurement(() -> 1.0, Statistic.COUNT)))
			.register(scene.meters);
		scene.assertSame();
		assertThat(scene.plan().entries()).containsOnlyKeys("a_ours", "c_ours", "m_ours");
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).containsSubsequence("z_clients_total 1.0", "a_ours_created ",
				"b_clients_created ", "c_ours_created ", "m_ours_created ", "own_created ", "z_clients_created ");
		for (Set<String> names : List.of(Set.of("a_ours", "own"), Set.of("b_clients"), Set.of("none"),
				Set.of("m_ours", "z_clients"))) {
			for (ScrapeFormat format : ScrapeFormat.values()) {
				assertThat(scene.fast(format, names)).isEqualTo(scene.client(format, names));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void isNotWrittenWhereTheClockHasNone(boolean striped) {
		Scene scene = new Scene(new MockClock() {
			@Override
			public long wallTime() {
				return Math.max(0, CreatedTests.this.clock.wallTime() - 1);
			}
		}, Scene.config(Map.of(Scene.CREATED, "true")), striped);
		fill(scene, "a");
		scene.assertSame();
		assertThat(scene.isAllFast()).isTrue();
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).doesNotContain("_created");
		this.clock.addSeconds(7);
		fill(scene, "b");
		scene.assertSame();
		assertThat(scene.fast(ScrapeFormat.TEXT, null)).contains("\nc_created{k=\"b\"} 7.000\n")
			.doesNotContain("c_created{k=\"a\"}");
	}

}
