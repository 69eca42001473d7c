package io.sightglass.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.meters.connection.ConnectionMeter;
import io.sightglass.meters.http.HttpMeter;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.llm.LlmMeter;
import io.sightglass.meters.pipeline.PipelineMeter;
import io.sightglass.meters.state.StateMeter;
import io.sightglass.meters.transport.TransportMeter;
import io.sightglass.registry.catalogue.CatalogueMeter;
import io.sightglass.registry.catalogue.SelfMeter;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class SightglassAutoConfigurationTests {

	@Test
	void suppliesInstrumentsAndAGuard() {
		CoreContext.runner()
			.run((context) -> assertThat(context).hasSingleBean(Instruments.class).hasSingleBean(SeriesLimiter.class));
	}

	@Test
	void switchedOffItLeavesNoBeanAndNoMeter() {
		CoreContext.runner()
			.withPropertyValues("sightglass.enabled=false", "sightglass.tags.env=prod")
			.run((context) -> {
				assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("sightglass"));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				registry.counter("a").increment();
				assertThat(registry.get("a").counter().getId().getTags()).isEmpty();
				assertThat(registry.find("sightglass.series").gauge()).isNull();
			});
	}

	@Test
	void yieldsToTheUsersGuard() {
		SeriesLimiter own = new SeriesLimiter(new SeriesLimits(1, 10), "");
		CoreContext.runner()
			.withBean("own", SeriesLimiter.class, () -> own)
			.run((context) -> assertThat(context.getBean(SeriesLimiter.class)).isSameAs(own));
	}

	@Test
	void startsWithoutARegistry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SightglassAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Instruments.class));
	}

	@Test
	void globalTagsReachEveryMeterAndBootsAndTheMetersOwnWin() {
		CoreContext.runner()
			.withPropertyValues("sightglass.tags.env=ours", "sightglass.tags.region=eu", "sightglass.tags.own=global",
					"sightglass.tags.blank=", "management.metrics.tags.env=boots")
			.run((context) -> {
				Meter.Id id = context.getBean(MeterRegistry.class).counter("a", "own", "meters").getId();
				assertThat(id.getTag("env")).isEqualTo("boots");
				assertThat(id.getTag("region")).isEqualTo("eu");
				assertThat(id.getTag("own")).isEqualTo("meters");
				assertThat(id.getTag("blank")).isNull();
			});
	}

	@Test
	void thePrefixReachesOurMetersOnly() {
		CoreContext.runner().withPropertyValues("sightglass.prefix=shop").run((context) -> {
			context.getBean(Instruments.class).counter(SelfMeter.FAILURES, "test").increment();
			context.getBean(MeterRegistry.class).counter("users.own").increment();
			String scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
			assertThat(scrape).contains("shop_sightglass_failures_total{family=\"test\"} 1.0",
					"shop_sightglass_series ", "\nusers_own_total 1.0");
		});
	}

	@Test
	void failuresOfTheFamiliesThatAreUsedAreZeroBeforeTheFirstOne() {
		CoreContext.runner().withPropertyValues("sightglass.prefix=shop").run((context) -> {
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			assertThat(failures(registry)).containsOnly("registry");
			Instruments instruments = context.getBean(Instruments.class);
			for (String endpoint : List.of("web", "line")) {
				instruments.counter(TransportMeter.SENT, endpoint, "tcp", "client");
			}
			assertThat(registry.scrape()).contains("shop_sightglass_failures_total{family=\"transport\"} 0.0");
			Stream
				.<CatalogueMeter[]>of(ConnectionMeter.values(), HttpMeter.values(), LlmMeter.values(),
						PipelineMeter.values(), StateMeter.values())
				.flatMap(Arrays::stream)
				.forEach((meter) -> registry.gauge(instruments.name(meter), 1));
			assertThat(failures(registry)).containsOnly("connections", "http", "llm", "pipeline", "registry", "state",
					"transport");
			registry.clear();
			instruments.counter(TransportMeter.SENT, "web", "tcp", "client");
			assertThat(failures(registry)).containsOnly("transport");
		});
	}

	private static List<String> failures(MeterRegistry registry) {
		return registry.find("shop.sightglass.failures").counters().stream().map((counter) -> {
			assertThat(counter.count()).isZero();
			return String.valueOf(counter.getId().getTag("family"));
		}).toList();
	}

	@Test
	void tenThousandRandomUrisLoseNoSampleThoughBootWouldDenyThem() {
		CoreContext.web().run((context) -> {
			assertThat(context).hasBean("metricsHttpServerUriTagFilter");
			ObservationRegistry observations = context.getBean(ObservationRegistry.class);
			for (int i = 0; i < 10_000; i++) {
				Observation.createNotStarted("http.server.requests", observations)
					.lowCardinalityKeyValue("uri", "/" + ThreadLocalRandom.current().nextLong())
					.observe(() -> {
					});
			}
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("http.server.requests").timers()).hasSize(100);
			assertThat(registry.find("http.server.requests").timers().stream().mapToLong(Timer::count).sum())
				.isEqualTo(10_000);
		});
	}

	@Test
	void aSmallerLimitOfBootsIsKeptWithoutLosingASample() {
		CoreContext.web().withPropertyValues("management.metrics.web.server.max-uri-tags=5").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			for (int i = 0; i < 50; i++) {
				registry.counter("http.server.requests.extra", "uri", "/x" + i).increment();
				registry.counter("http.server.requests", "uri", "/" + i).increment();
			}
			assertThat(registry.find("http.server.requests").counters().stream().mapToDouble((c) -> c.count()).sum())
				.isEqualTo(50);
			assertThat(registry.find("http.server.requests.extra").tag("uri", "other").counter()).isNotNull();
		});
	}

	@Test
	void theCompositeOfTwoRegistriesIsBoundedTooAndSeesRewrittenValues() {
		CoreContext.web().withUserConfiguration(TwoRegistries.class).run((context) -> {
			MeterRegistry composite = context.getBean(MeterRegistry.class);
			assertThat(composite.getClass().getSimpleName()).isEqualTo("AutoConfiguredCompositeMeterRegistry");
			for (int i = 0; i < 1000; i++) {
				composite.counter("http.server.requests", "uri", "/" + i).increment();
				composite.counter("users", "user", "id-" + i).increment();
			}
			for (MeterRegistry registry : context.getBeansOfType(MeterRegistry.class).values()) {
				assertThat(registry.find("http.server.requests").counters()).hasSize(100);
				assertThat(
						registry.find("http.server.requests").counters().stream().mapToDouble((c) -> c.count()).sum())
					.isEqualTo(1000);
				assertThat(registry.find("users").counters()).singleElement()
					.satisfies((counter) -> assertThat(counter.count()).isEqualTo(1000));
			}
			Gauge series = context.getBean(PrometheusMeterRegistry.class).get("sightglass.series").gauge();
			assertThat(series.value()).isBetween(100.0, 110.0);
		});
	}

	@Test
	void filtersMapOnceInEachOfTwoRegistriesAsTheyDoWithoutUs() {
		List<List<String>> ids = new ArrayList<>();
		for (boolean enabled : new boolean[] { false, true }) {
			CoreContext.web()
				.withUserConfiguration(TwoRegistries.class)
				.withBean("doubling", MeterFilter.class,
						() -> MeterFilter.replaceTagValues("twice", (value) -> value + value))
				.withPropertyValues("sightglass.enabled=" + enabled)
				.run((context) -> {
					MeterRegistry composite = context.getBean(MeterRegistry.class);
					for (int i = 0; i < 60; i++) {
						composite.counter("doubled", "twice", "v" + i).increment();
						composite.timer("timed", "twice", "v" + i, "user", "u" + i).record(Duration.ofMillis(1));
					}
					context.getBeansOfType(MeterRegistry.class)
						.values()
						.stream()
						.filter((one) -> one != composite)
						.forEach((behind) -> ids.add(Stream.of("doubled", "timed")
							.flatMap((name) -> behind.find(name).meters().stream())
							.map((meter) -> meter.getId() + " " + meter.measure().iterator().next().getValue())
							.sorted()
							.toList()));
				});
		}
		assertThat(ids).hasSize(4).allMatch(ids.get(0)::equals);
		assertThat(ids.get(0)).hasSize(120);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		SimpleMeterRegistry second() {
			return new SimpleMeterRegistry();
		}

		@Bean
		static MeterFilter usersTemplate() {
			return MeterFilter.replaceTagValues("user", (user) -> "id-{n}");
		}

	}

}
