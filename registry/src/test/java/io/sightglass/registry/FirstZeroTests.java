package io.sightglass.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FirstZeroTests {

	private static final Duration INTERVAL = Duration.ofSeconds(15);

	private static final String[] ZEROS = { "\nhits_total 0.0", "\nplain_seconds_count 0", "\nplain_seconds_sum 0.0",
			"\nwork_seconds_bucket{le=\"0.1\"} 0", "\nwork_seconds_bucket{le=\"+Inf\"} 0", "\nwork_seconds_count 0",
			"\nwork_seconds_sum 0.0", "\nsize_count 0", "\nsize_sum 0.0", "\nquantiles_seconds_count 0" };

	private static final String[] TRUTH = { "\nhits_total 3.0", "\nplain_seconds_count 3", "\nplain_seconds_sum 0.15",
			"\nwork_seconds_bucket{le=\"0.1\"} 3", "\nwork_seconds_bucket{le=\"+Inf\"} 3", "\nwork_seconds_count 3",
			"\nwork_seconds_sum 0.15", "\nsize_count 3", "\nsize_sum 6.0", "\nquantiles_seconds_count 3" };

	private final MockClock clock = new MockClock();

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	private final SightglassPrometheusRegistry registry = registry(this.collectors, null);

	private final FastScrape fast = new FastScrape(this.collectors, null);

	FirstZeroTests() {
		this.collectors.watch(this.registry, PrometheusConfig.DEFAULT);
	}

	private SightglassPrometheusRegistry registry(PrometheusRegistry collectors, @Nullable Duration expireAfter) {
		return new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, collectors, this.clock, "", expireAfter,
				null);
	}

	@Test
	void showsTheTruthAtOnceUnlessItIsAsked() {
		record(this.registry);
		assertThat(scrape()).contains(TRUTH);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void showsZeroFirstAndTheTruthNext(boolean fast) {
		this.registry.firstZero(INTERVAL);
		record(this.registry);
		assertThat(fast ? scrape() : clients()).contains(ZEROS).contains("\nwork_seconds_max 0.05");
		assertThat(fast ? scrape() : clients()).as("a second Prometheus").contains(ZEROS);
		assertThat(fast ? clients() : scrape()).as("a third one").contains(ZEROS);
		this.clock.add(INTERVAL);
		assertThat(fast ? clients() : scrape()).contains(TRUTH).isEqualTo(fast ? scrape() : clients());
	}

	@Test
	void showsItWhereTheCollectorsAreSomebodyElsesToo() {
		PrometheusRegistry theirs = new PrometheusRegistry();
		SightglassPrometheusRegistry own = registry(theirs, null);
		own.firstZero(INTERVAL);
		record(own);
		assertThat(text(theirs)).contains(ZEROS);
		this.clock.add(INTERVAL);
		assertThat(text(theirs)).as("with another scrape just before, perhaps").contains(ZEROS);
		this.clock.add(INTERVAL);
		assertThat(text(theirs)).contains(TRUTH);
	}

	@Test
	void readsWithoutAScrapeAreTrue() {
		this.registry.firstZero(INTERVAL);
		record(this.registry);
		scrape();
		assertThat(this.registry.get("hits").counter().count()).isEqualTo(3);
		assertThat(this.registry.get("work").timer().count()).isEqualTo(3);
		assertThat(this.registry.get("work").timer().takeSnapshot().total(TimeUnit.MILLISECONDS)).isEqualTo(150);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void exemplarsComeWithTheTruth(boolean fast) {
		ResilientPrometheusRegistry traced = new ResilientPrometheusRegistry((failure) -> {
		});
		SightglassPrometheusRegistry own = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, traced,
				this.clock, "", null, new SampledSpan());
		if (fast) {
			traced.watch(own, PrometheusConfig.DEFAULT);
		}
		own.firstZero(INTERVAL);
		record(own);
		String openMetrics = ScrapeFormat.OPEN_METRICS.contentType();
		assertThat(own.scrape(openMetrics)).contains("\nhits_total 0.0\n").doesNotContain("span_id");
		assertThat(own.scrape(openMetrics)).doesNotContain("span_id");
		this.clock.add(INTERVAL);
		assertThat(own.scrape(openMetrics)).contains("\nhits_total 3.0 # {span_id=",
				"\nwork_seconds_bucket{le=\"0.1\"} 3 # {span_id=");
	}

	@Test
	void aClosedRegistryShowsTheTruth() {
		this.registry.firstZero(INTERVAL);
		record(this.registry);
		assertThat(scrape()).contains(ZEROS);
		this.registry.counter("last").increment();
		this.registry.close();
		assertThat(clients()).contains(TRUTH).contains("\nlast_total 1.0");
	}

	@Test
	void functionsAreShownAsTheyAre() {
		this.registry.firstZero(INTERVAL);
		FunctionCounter.builder("before", this, (any) -> 7).register(this.registry);
		assertThat(scrape()).contains("\nbefore_total 7.0");
	}

	@Test
	void whatLeavesUnseenIsZeroFirstWhenItIsBack() {
		ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
		});
		SightglassPrometheusRegistry leaving = registry(collectors, Duration.ofSeconds(1));
		leaving.firstZero(INTERVAL);
		leaving.counter("hits").increment();
		while (leaving.find("hits").counter() != null) {
			System.gc();
			this.clock.add(Duration.ofSeconds(2));
			leaving.expiry().sweep();
		}
		leaving.counter("hits").increment();
		assertThat(leaving.scrape()).contains("\nhits_total 0.0");
		this.clock.add(INTERVAL);
		assertThat(leaving.scrape()).contains("\nhits_total 2.0");
		leaving.close();
	}

	/**
	 * One to three of the same interval at any offset, each scrape early or late by up to
	 * a tenth of it less one, and series that come and count at any time: the increase
	 * that each of them sees is what was counted, and nothing falls.
	 */
	@Test
	void eachScraperSeesAllThatWasCounted() {
		int soon = 0;
		int all = 0;
		for (int seed = 0; seed < 3000; seed++) {
			Random random = new Random(seed);
			SightglassPrometheusRegistry own = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
					new ResilientPrometheusRegistry((failure) -> {
					}), this.clock, "", null, null);
			own.firstZero(INTERVAL);
			((ResilientPrometheusRegistry) own.getPrometheusRegistry()).watch(own, PrometheusConfig.DEFAULT);
			Simulation simulation = new Simulation(own, this.clock, random, 1 + random.nextInt(3));
			simulation.run();
			assertThat(simulation.wrong()).as("seed " + seed).isEmpty();
			soon += simulation.seenAtTheSecond();
			all += simulation.scrapers();
		}
		assertThat(soon).as("who saw the truth at the second scrape, of %s", all).isGreaterThan(all * 6 / 10);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S", "PT0.099S", "PT1H0.001S" })
	void refusesIntervalsThatNobodyHas(Duration interval) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.firstZero(interval))
			.withMessageContaining("100 milliseconds")
			.withMessageContaining(interval.toString());
	}

	private static void record(SightglassPrometheusRegistry registry) {
		for (int i = 0; i < 3; i++) {
			registry.counter("hits").increment();
			registry.timer("plain").record(Duration.ofMillis(50));
			Timer.builder("work")
				.serviceLevelObjectives(Duration.ofMillis(100))
				.register(registry)
				.record(Duration.ofMillis(50));
			DistributionSummary.builder("size").register(registry).record(2);
			Timer.builder("quantiles").publishPercentiles(0.5).register(registry).record(Duration.ofMillis(50));
		}
	}

	private String scrape() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			this.fast.write(ScrapeFormat.TEXT, null, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private String clients() {
		return text(this.collectors);
	}

	private static String text(PrometheusRegistry collectors) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, collectors.scrape());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

}
