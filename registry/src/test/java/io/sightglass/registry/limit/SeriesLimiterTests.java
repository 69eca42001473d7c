package io.sightglass.registry.limit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesLimiterTests {

	@Test
	void foldsValuesBeyondTheLimitAndKeepsEverySampleAndEveryOtherTag() {
		MeterRegistry registry = guarded(new SeriesLimits(3, 10_000));
		for (int i = 0; i < 10; i++) {
			registry.counter("orders", "customer", "c" + i, "region", "eu").increment();
		}
		assertThat(registry.find("orders").counters()).hasSize(4);
		Counter other = registry.get("orders").tags("customer", "other", "region", "eu").counter();
		assertThat(other.count()).isEqualTo(7);
		assertThat(folded(registry, "orders", "customer")).isEqualTo(7);
	}

	@Test
	void boundsEachMeterAndTagApartWithItsOwnLimit() {
		MeterRegistry registry = guarded(new SeriesLimits(2, 10_000, Map.of("b.tag", 5), List.of()));
		for (int i = 0; i < 10; i++) {
			registry.counter("a", "tag", "" + i).increment();
			registry.timer("b", "tag", "" + i).record(Duration.ofMillis(1));
		}
		assertThat(registry.find("a").counters()).hasSize(3);
		assertThat(registry.find("b").timers()).hasSize(6);
		assertThat(registry.get("b").tag("tag", "other").timer().count()).isEqualTo(5);
	}

	@Test
	void leavesCommonTagsAlone() {
		MeterRegistry registry = new SimpleMeterRegistry();
		registry.config().commonTags("region", "eu").meterFilter(new SeriesLimiter(new SeriesLimits(1, 10_000), ""));
		for (int i = 0; i < 5; i++) {
			registry.counter("a", "tag", "" + i).increment();
		}
		assertThat(registry.find("a").counters())
			.allSatisfy((counter) -> assertThat(counter.getId().getTag("region")).isEqualTo("eu"));
	}

	@Test
	void aValueThatIsCalledOtherTakesNoRoomAndDoesNotCountAsFolded() {
		MeterRegistry registry = guarded(new SeriesLimits(1, 10_000));
		registry.counter("a", "tag", "other").increment();
		registry.counter("a", "tag", "kept").increment();
		assertThat(registry.get("a").tag("tag", "kept").counter().count()).isEqualTo(1);
		assertThat(registry.find("sightglass.series.folded").meters()).isEmpty();
	}

	@Test
	void theSeriesOfAMeterHaveALimitOfTheirOwnAndTheWidestTagFoldsFirst() {
		MeterRegistry registry = guarded(new SeriesLimits(100, 50));
		for (int uri = 0; uri < 60; uri++) {
			for (int status = 0; status < 3; status++) {
				registry.counter("hits", "uri", "/" + uri, "status", "" + status, "env", "prod").increment();
			}
		}
		List<Counter> series = List.copyOf(registry.find("hits").counters());
		assertThat(series).hasSizeLessThanOrEqualTo(50);
		assertThat(series.stream().mapToDouble(Counter::count).sum()).isEqualTo(180);
		for (int status = 0; status < 3; status++) {
			assertThat(registry.find("hits").tags("uri", "other", "status", "" + status, "env", "prod").counter())
				.isNotNull();
		}
		assertThat(folded(registry, "hits", "uri")).isPositive();
		assertThat(registry.find("sightglass.series.folded").tags("tag", "status").counter()).isNull();
	}

	@Test
	void noMeterHasMoreSeriesThanItsLimitHoweverManyTagsAreWide() {
		MeterRegistry registry = guarded(new SeriesLimits(100, 200));
		int recorded = 0;
		for (int a = 0; a < 40; a++) {
			for (int b = 0; b < 40; b++) {
				registry.counter("hits", "a", "" + a, "b", "" + b).increment();
				recorded++;
			}
		}
		assertThat(registry.find("hits").counters()).hasSizeLessThanOrEqualTo(200);
		assertThat(registry.find("hits").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(recorded);
	}

	@Test
	void oneSeriesPerMeterIsEnoughForAWorkingMeter() {
		MeterRegistry registry = guarded(new SeriesLimits(1, 1));
		for (int i = 0; i < 5; i++) {
			registry.counter("plain").increment();
			registry.counter("tagged", "env", "prod").increment();
		}
		assertThat(registry.get("plain").counter().count()).isEqualTo(5);
		assertThat(registry.get("tagged").tag("env", "prod").counter().count()).isEqualTo(5);
	}

	@Test
	void functionsTakeNoOtherFromAnotherKindOfTheirName() {
		MeterRegistry registry = guarded(new SeriesLimits(2, 3));
		for (int i = 0; i < 3; i++) {
			FunctionCounter.builder("job", this, (self) -> 1).tag("name", "f" + i).register(registry);
		}
		assertLosesNoTimer(registry);
	}

	@Test
	void aMeterOfOnesOwnTakesNoOtherFromAnotherKindOfItsName() {
		MeterRegistry registry = guarded(new SeriesLimits(2, 3));
		registry.timer("job", "name", "first");
		Meter.builder("job", Meter.Type.OTHER, List.of()).tag("name", "own").register(registry);
		assertLosesNoTimer(registry);
	}

	@Test
	void aGaugeWhoseOwnValueIsOtherStandsBesideTheOtherOfCounters() {
		MeterRegistry registry = guarded(new SeriesLimits(2, 10_000));
		for (int i = 0; i < 4; i++) {
			registry.counter("job", "name", "c" + i).increment();
		}
		registry.gauge("job", Tags.of("name", "other"), 7);
		assertThat(registry.get("job").gauge().value()).isEqualTo(7);
		assertThat(registry.get("job").tag("name", "other").counter().count()).isEqualTo(2);
	}

	@Test
	void countersBeyondTheLimitStandBesideAGaugeWhoseOwnValueIsOther() {
		MeterRegistry registry = guarded(new SeriesLimits(2, 10_000));
		registry.counter("job", "name", "c0").increment();
		registry.gauge("job", Tags.of("name", "other"), 7);
		for (int i = 1; i < 4; i++) {
			registry.counter("job", "name", "c" + i).increment();
		}
		assertThat(registry.get("job").tag("name", "other").gauge().value()).isEqualTo(7);
		assertThat(registry.find("job").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(4);
	}

	private static void assertLosesNoTimer(MeterRegistry registry) {
		for (int i = 0; i < 10; i++) {
			registry.timer("job", "name", "t" + i).record(Duration.ofMillis(1));
		}
		assertThat(registry.find("job").timers().stream().mapToLong(Timer::count).sum()).isEqualTo(10);
	}

	@Test
	void metersThatShareALimitNeverShowMoreValuesThanItInTotal() {
		MeterRegistry registry = guarded(
				new SeriesLimits(100, 10_000, Map.of(), List.of(new SeriesLimits.Shared("http.server", "uri", 10))));
		for (int i = 0; i < 50; i++) {
			registry.timer("http.server.requests", "uri", "/" + i);
			registry.more().longTaskTimer("http.server.active", Tags.of("uri", "/a" + i));
		}
		assertThat(registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("http."))
			.map((id) -> id.getTag("uri"))
			.distinct()).hasSize(10).contains("other");
	}

	@Test
	void knownSeriesAskNoFilterAgain() {
		MeterRegistry registry = new SimpleMeterRegistry();
		AtomicInteger maps = new AtomicInteger();
		registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				maps.incrementAndGet();
				return id;
			}

			@Override
			public MeterFilterReply accept(Meter.Id id) {
				return MeterFilterReply.NEUTRAL;
			}

		});
		registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(3, 100), ""));
		for (int i = 0; i < 100; i++) {
			registry.counter("a", "tag", "known").increment();
		}
		assertThat(maps).hasValue(1);
	}

	@Test
	void publishesFoldsFromBeforeAndAfterItWasBoundBehindThePrefix() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(1, 100), "shop");
		registry.config().meterFilter(guard);
		registry.counter("early", "tag", "1").increment();
		registry.counter("early", "tag", "2").increment();
		guard.bindTo(registry);
		registry.counter("late", "tag", "1").increment();
		registry.counter("late", "tag", "2").increment();
		assertThat(registry.scrape()).contains("shop_sightglass_series_folded_total{meter=\"early\",tag=\"tag\"} 1.0",
				"shop_sightglass_series_folded_total{meter=\"late\",tag=\"tag\"} 1.0", "shop_sightglass_series 7.0");
	}

	@Test
	void aSiblingKeepsTheSameValuesAndCountsItsSeriesApart() {
		SeriesLimiter guard = new SeriesLimiter(new SeriesLimits(2, 100), "");
		MeterFilter front = guard.sibling();
		Tags a = Tags.of("tag", "a");
		Tags b = Tags.of("tag", "b");
		assertThat(front.map(id(a)).getTag("tag")).isEqualTo("a");
		assertThat(guard.map(id(b)).getTag("tag")).isEqualTo("b");
		assertThat(front.map(id(Tags.of("tag", "c"))).getTag("tag")).isEqualTo("other");
		assertThat(guard.map(id(a)).getTag("tag")).isEqualTo("a");
	}

	private static Meter.Id id(Tags tags) {
		return new Meter.Id("a", tags, null, null, Meter.Type.COUNTER);
	}

	private static double folded(MeterRegistry registry, String meter, String tag) {
		return registry.get("sightglass.series.folded").tags("meter", meter, "tag", tag).counter().count();
	}

	private static MeterRegistry guarded(SeriesLimits limits) {
		MeterRegistry registry = new SimpleMeterRegistry();
		SeriesLimiter guard = new SeriesLimiter(limits, "");
		registry.config().meterFilter(guard);
		guard.bindTo(registry);
		return registry;
	}

}
