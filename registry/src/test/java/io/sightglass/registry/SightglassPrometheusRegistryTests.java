package io.sightglass.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.internal.scrape.FastScrape;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.internal.text.ScrapeFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SightglassPrometheusRegistryTests {

	private final PrometheusRegistry collectors = new PrometheusRegistry();

	private final MockClock clock = new MockClock();

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			this.collectors, this.clock, "", null, null);

	// Micrometer's issue 5229: a convention may be slow, and registering pays for it.
	@Test
	void asksNoNamingConventionAtAScrape() throws IOException {
		ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
		});
		SightglassPrometheusRegistry meters = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, collectors,
				Clock.SYSTEM, "", null, null);
		collectors.watch(meters, PrometheusConfig.DEFAULT);
		AtomicInteger asked = new AtomicInteger();
		NamingConvention convention = meters.config().namingConvention();
		meters.config().namingConvention((name, type, unit) -> {
			asked.incrementAndGet();
			return convention.name(name, type, unit);
		});
		meters.counter("c", "k", "v").increment();
		meters.timer("t", "k", "v").record(1, TimeUnit.SECONDS);
		meters.summary("s").record(1);
		meters.gauge("g", 1);
		int before = asked.get();
		meters.scrape();
		new FastScrape(collectors, null).write(ScrapeFormat.TEXT, null, OutputStream.nullOutputStream());
		assertThat(asked).hasValue(before);
	}

	@Test
	void showsATimerWithItsBuckets() {
		Timer timer = timer("de");
		timer.record(3, TimeUnit.MILLISECONDS);
		timer.record(Duration.ofSeconds(2));
		assertThat(this.registry.scrape()).isEqualTo("""
				# HELP orders_seconds What was ordered
				# TYPE orders_seconds histogram
				orders_seconds_bucket{country="de",le="0.005"} 1
				orders_seconds_bucket{country="de",le="1.0"} 1
				orders_seconds_bucket{country="de",le="+Inf"} 2
				orders_seconds_count{country="de"} 2
				orders_seconds_sum{country="de"} 2.003
				# HELP orders_seconds_max What was ordered
				# TYPE orders_seconds_max gauge
				orders_seconds_max{country="de"} 2.0
				""");
		assertThat(timer.takeSnapshot().histogramCounts()).extracting(CountAtBucket::count).containsExactly(1.0, 1.0);
	}

	@Test
	void comparesAFractionWithItsBound() {
		DistributionSummary ratio = DistributionSummary.builder("ratio")
			.serviceLevelObjectives(0.25, 0.5)
			.register(this.registry);
		ratio.record(0.25);
		ratio.record(0.3);
		assertThat(this.registry.scrape()).contains("ratio_bucket{le=\"0.25\"} 1\n", "ratio_bucket{le=\"0.5\"} 2\n",
				"ratio_sum 0.55\n");
	}

	@Test
	void leavesQuantilesToMicrometer() {
		Timer timer = Timer.builder("took").publishPercentiles(0.5).register(this.registry);
		timer.record(Duration.ofSeconds(1));
		ValueAtPercentile median = timer.takeSnapshot().percentileValues()[0];
		assertThat(median.value(TimeUnit.SECONDS)).isBetween(0.9, 1.1);
		assertThat(this.registry.scrape()).contains("# TYPE took_seconds summary\n",
				"took_seconds{quantile=\"0.5\"} " + median.value(TimeUnit.SECONDS), "took_seconds_count 1\n");
	}

	@Test
	void aMaximumFadesAsTheWindowMoves() {
		timer("de").record(Duration.ofSeconds(2));
		this.clock.add(Duration.ofHours(1));
		assertThat(this.registry.scrape()).contains("orders_seconds_max{country=\"de\"} 0.0\n",
				"orders_seconds_count{country=\"de\"} 1\n");
	}

	@Test
	void sharesANameWithFunctionTimersAndCustomMeters() {
		Timer.builder("jobs").tag("by", "us").register(this.registry).record(Duration.ofSeconds(1));
		FunctionTimer.builder("jobs", this, (any) -> 3, (any) -> 6, TimeUnit.SECONDS)
			.tag("by", "function")
			.register(this.registry);
		Meter.builder("jobs", Meter.Type.TIMER, List.of(new Measurement(() -> 9.0, Statistic.VALUE)))
			.tag("by", "custom")
			.register(this.registry);
		assertThat(this.registry.scrape()).contains("jobs_seconds_count{by=\"us\"} 1\n",
				"jobs_seconds_sum{by=\"function\"} 6.0\n",
				"jobs_seconds_value{by=\"custom\",statistic=\"VALUE\"} 9.0\n");
		this.registry.get("jobs").meters().forEach(this.registry::remove);
		assertThat(this.registry.scrape()).isEmpty();
	}

	@Test
	void aTimerWithoutBucketsAmongThoseThatHaveThemLosesNothing() {
		timer("de").record(Duration.ofMillis(1));
		Timer.builder("orders").tag("country", "fr").register(this.registry).record(Duration.ofSeconds(3));
		FunctionTimer.builder("orders", this, (any) -> 4, (any) -> 8, TimeUnit.SECONDS)
			.tag("country", "it")
			.register(this.registry);
		assertThat(this.registry.scrape()).contains("orders_seconds_bucket{country=\"de\",le=\"0.005\"} 1\n",
				"orders_seconds_bucket{country=\"fr\",le=\"+Inf\"} 1\n", "orders_seconds_sum{country=\"fr\"} 3.0\n",
				"orders_seconds_bucket{country=\"it\",le=\"+Inf\"} 4\n");
	}

	@Test
	void whatIsRemovedIsGoneAndMayComeBack() {
		timer("de").record(Duration.ofSeconds(1));
		timer("fr").record(Duration.ofSeconds(1));
		this.registry.remove(timer("de"));
		assertThat(this.registry.scrape()).contains("\"fr\"").doesNotContain("\"de\"");
		this.registry.clear();
		assertThat(this.registry.scrape()).isEmpty();
		assertThat(this.collectors.scrape().size()).isZero();
		timer("de").record(Duration.ofSeconds(1));
		assertThat(this.registry.scrape()).contains("orders_seconds_count{country=\"de\"} 1\n");
	}

	@Test
	void refusesWhatMicrometerRefuses() {
		Gauge.builder("orders.seconds", () -> 5).register(this.registry);
		Timer hidden = timer("de");
		hidden.record(Duration.ofSeconds(1));
		assertThat(hidden.count()).isOne();
		assertThat(this.registry.scrape()).contains("orders_seconds 5.0\n").doesNotContain("orders_seconds_count");
		this.registry.remove(hidden);
		assertThat(this.registry.scrape()).contains("orders_seconds 5.0\n");
		this.registry.throwExceptionOnRegistrationFailure();
		assertThatIllegalArgumentException().isThrownBy(() -> timer("fr")).withMessageContaining("orders_seconds");
	}

	@Test
	void isScrapedAsThePrometheusRegistryThatItWasGiven() {
		timer("de");
		assertThat(this.registry.getPrometheusRegistry()).isSameAs(this.collectors);
		assertThat(this.collectors.scrape("orders_seconds"::equals).size()).isOne();
	}

	private Timer timer(String country) {
		return Timer.builder("orders")
			.tag("country", country)
			.description("What was ordered")
			.serviceLevelObjectives(Duration.ofMillis(5), Duration.ofSeconds(1))
			.register(this.registry);
	}

}
