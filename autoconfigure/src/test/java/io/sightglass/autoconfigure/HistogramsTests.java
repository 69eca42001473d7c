package io.sightglass.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.internal.catalogue.Catalogue;
import io.sightglass.registry.catalogue.CatalogueMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class HistogramsTests {

	@Test
	void aServerTimerHasTenBucketsAndABoundedScrape() {
		CoreContext.runner().run((context) -> {
			context.getBean(MeterRegistry.class).timer("http.server.requests").record(Duration.ofMillis(7));
			assertThat(lines(context, "http_server_requests_seconds_bucket")).isEqualTo(10);
			assertThat(lines(context, "http_server_requests_seconds")).isEqualTo(13);
			assertThat(scrape(context)).contains("http_server_requests_seconds_bucket{le=\"0.01\"} 1");
		});
	}

	@Test
	void nothingElseHasBucketsByDefault() {
		CoreContext.runner().run((context) -> {
			Instruments instruments = context.getBean(Instruments.class);
			distributions().forEach((meter) -> record(instruments, meter));
			assertThat(scrape(context).lines().filter((line) -> line.contains("_bucket{"))).isNotEmpty()
				.allMatch((line) -> line.startsWith("http_server_requests_seconds_bucket"));
		});
	}

	@Test
	void anAsteriskAloneGivesBucketsToEachDistribution() {
		CoreContext.runner().withPropertyValues("sightglass.histograms.meters=*").run((context) -> {
			Instruments instruments = context.getBean(Instruments.class);
			distributions().forEach((meter) -> record(instruments, meter));
			assertThat(scrape(context).lines()
				.filter((line) -> line.contains("_bucket{"))
				.map((line) -> line.substring(0, line.indexOf("_bucket{")))
				.distinct()).hasSize(DefaultBounds.byMeter().size());
		});
	}

	@Test
	void namesAndBeginningsOfNamesGiveBuckets() {
		CoreContext.runner()
			.withPropertyValues("sightglass.histograms.meters=http.request.size, llm.*")
			.run((context) -> {
				Instruments instruments = context.getBean(Instruments.class);
				distributions().forEach((meter) -> record(instruments, meter));
				assertThat(scrape(context).lines()
					.filter((line) -> line.contains("_bucket{"))
					.map((line) -> line.substring(0, line.indexOf("_bucket{")))
					.distinct()).contains("http_request_size_bytes", "llm_request_duration_seconds")
					.allMatch((name) -> name.equals("http_request_size_bytes") || name.startsWith("llm_"));
			});
	}

	@Test
	void theRequestsHaveTheirBucketsByAnyName() {
		CoreContext.runner()
			.withPropertyValues("management.observations.http.server.requests.name=web",
					"sightglass.histograms.bounds.[http.server.requests]=8ms")
			.run((context) -> {
				context.getBean(MeterRegistry.class).timer("web").record(Duration.ofMillis(7));
				assertThat(scrape(context)).contains("web_seconds_bucket{le=\"0.008\"} 1");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "http.server.request", "http_server_requests", "llms.*", "HTTP.*", "users.own", "**" })
	void aNameThatFitsNoMeterFailsTheStartAndIsNamed(String name) {
		CoreContext.runner()
			.withPropertyValues("sightglass.histograms.meters=llm.*," + name)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("sightglass.histograms.meters", "'" + name + "'", "http.server.requests",
						"sightglass.histograms.bounds"));
	}

	@Test
	void aNameThatIsLeftOutStillHasTheBoundsOfItsOwn() {
		CoreContext.runner()
			.withPropertyValues("sightglass.histograms.meters=",
					"sightglass.histograms.bounds.[http.request.size]=100,200")
			.run((context) -> {
				context.getBean(MeterRegistry.class).timer("http.server.requests");
				context.getBean(Instruments.class).summary(HttpMeter.REQUEST_SIZE, "GET", "/");
				assertThat(lines(context, "http_server_requests_seconds_bucket")).isZero();
				assertThat(lines(context, "http_request_size_bytes_bucket")).isEqualTo(3);
			});
	}

	@Test
	void sizesHaveBucketsInBytes() {
		CoreContext.runner().withPropertyValues("sightglass.histograms.meters=*").run((context) -> {
			context.getBean(Instruments.class).summary(HttpMeter.REQUEST_SIZE, "GET", "/").record(5000);
			assertThat(scrape(context))
				.contains("http_request_size_bytes_bucket{method=\"GET\",uri=\"/\",le=\"16384.0\"} 1");
		});
	}

	@Test
	void everyDistributionOfTheCatalogueHasAboutADozenBounds() {
		Map<String, double[]> bounds = DefaultBounds.byMeter();
		assertThat(bounds).containsKeys("http.server.requests", "http.request.size");
		assertThat(bounds.values()).allSatisfy((each) -> assertThat(each).hasSizeBetween(9, 12).isSorted());
	}

	@Test
	void aMeterOutsideTheCatalogueHasNoBuckets() {
		CoreContext.runner().run((context) -> {
			context.getBean(MeterRegistry.class).timer("users.own").record(Duration.ofMillis(7));
			assertThat(lines(context, "users_own_seconds_bucket")).isZero();
		});
	}

	@Test
	void boundsPerMeterReplaceTheFamilysAndReachAnyMeterBehindThePrefixToo() {
		CoreContext.runner()
			.withPropertyValues("sightglass.prefix=shop", "sightglass.histograms.bounds.[users.own]=10ms,1s",
					"sightglass.histograms.bounds.[http.request.size]=100,200,300",
					"sightglass.histograms.bounds.[http.server.requests]=")
			.run((context) -> {
				context.getBean(MeterRegistry.class).timer("users.own");
				context.getBean(MeterRegistry.class).timer("http.server.requests");
				context.getBean(Instruments.class).summary(HttpMeter.REQUEST_SIZE, "GET", "/");
				assertThat(lines(context, "users_own_seconds_bucket")).isEqualTo(3);
				assertThat(lines(context, "shop_http_request_size_bytes_bucket")).isEqualTo(4);
				assertThat(lines(context, "http_server_requests_seconds_bucket")).isZero();
			});
	}

	@Test
	void percentilesPublishFineBucketsWithinTheFamilysRange() {
		CoreContext.runner().withPropertyValues("sightglass.histograms.mode=percentiles").run((context) -> {
			context.getBean(MeterRegistry.class).timer("http.server.requests");
			assertThat(lines(context, "http_server_requests_seconds_bucket")).isBetween(40L, 70L);
		});
	}

	@Test
	void noneLeavesCountSumAndMaximum() {
		CoreContext.runner().withPropertyValues("sightglass.histograms.mode=none").run((context) -> {
			context.getBean(MeterRegistry.class).timer("http.server.requests");
			assertThat(lines(context, "http_server_requests_seconds")).isEqualTo(3);
		});
	}

	@Test
	void whatManagementMetricsSaysWins() {
		CoreContext.runner()
			.withPropertyValues("management.metrics.distribution.slo.http.server.requests=1s,2s",
					"management.metrics.distribution.percentiles.http.request=0.5")
			.run((context) -> {
				context.getBean(MeterRegistry.class).timer("http.server.requests");
				context.getBean(Instruments.class).summary(HttpMeter.REQUEST_SIZE, "GET", "/").record(1);
				assertThat(lines(context, "http_server_requests_seconds_bucket")).isEqualTo(3);
				assertThat(scrape(context)).contains("quantile=\"0.5\"");
			});
	}

	@Test
	void whatTheCodeAskedForWins() {
		CoreContext.runner().run((context) -> {
			Timer.builder("http.server.requests")
				.serviceLevelObjectives(Duration.ofSeconds(1))
				.register(context.getBean(MeterRegistry.class));
			assertThat(lines(context, "http_server_requests_seconds_bucket")).isEqualTo(2);
		});
	}

	private static List<? extends CatalogueMeter> distributions() {
		return Catalogue.families()
			.stream()
			.flatMap((family) -> family.meters().stream())
			.filter((meter) -> DefaultBounds.byMeter().containsKey(meter.getName()))
			.toList();
	}

	private static void record(Instruments instruments, CatalogueMeter meter) {
		String[] tags = meter.spec().keys().toArray(String[]::new);
		if (meter.getType() == Meter.Type.TIMER) {
			instruments.timer(meter, tags).record(Duration.ofMillis(7));
		}
		else {
			instruments.summary(meter, tags).record(7);
		}
	}

	private static long lines(ApplicationContext context, String start) {
		return scrape(context).lines().filter((line) -> line.startsWith(start)).count();
	}

	private static String scrape(ApplicationContext context) {
		return context.getBean(PrometheusMeterRegistry.class).scrape();
	}

}
