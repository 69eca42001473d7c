package io.sightglass.instrumentation.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.failure.Failures;
import io.sightglass.registry.internal.scrape.ResilientPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meters that are removed, and others that come in their place, as those of connection
 * pools and clients do.
 */
class ComeAndGoTests {

	private final ResilientPrometheusRegistry collectors = new ResilientPrometheusRegistry((failure) -> {
	});

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			this.collectors, Clock.SYSTEM, "", null, null);

	@Test
	void whoRemovesHisOwnTakesNothingFromOthersBeyondTheLimit() {
		limit(2, 100);
		for (String client : List.of("a", "b")) {
			this.registry.counter("sent", "client", client).increment();
		}
		Counter left = this.registry.counter("sent", "client", "left");
		Counter staying = Counter.builder("sent").tag("client", "staying").register(this.registry);
		left.increment();
		this.registry.remove(left);
		this.registry.remove(left.getId());
		this.registry
			.removeByPreFilterId(new Meter.Id("sent", Tags.of("client", "left"), null, null, Meter.Type.COUNTER));
		staying.increment();
		assertThat(this.registry.scrape()).contains("sent_total{client=\"other\"} 2.0");
		this.registry.clear();
		assertThat(this.registry.scrape()).doesNotContain("sent_total");
	}

	@Test
	void thePlaceOfWhatIsRemovedIsFreeOnceNoMeterOfTheNameHasTheValue() {
		limit(2, 100);
		Counter first = this.registry.counter("sent", "client", "a", "topic", "x");
		Counter second = this.registry.counter("sent", "client", "a", "topic", "y");
		this.registry.counter("sent", "client", "b", "topic", "x");
		assertThat(clientOf("c")).isEqualTo("other");
		this.registry.remove(first);
		assertThat(clientOf("c")).isEqualTo("other");
		this.registry.remove(second);
		// Micrometer remembers for whom it has made a meter, and asks no filter for c.
		assertThat(clientOf("c")).isEqualTo("other");
		assertThat(clientOf("d")).isEqualTo("d");
		assertThat(clientOf("a")).isEqualTo("other");
	}

	@Test
	void theSeriesOfAMeterGiveTheirPlacesBackToo() {
		limit(100, 5);
		for (int client = 0; client < 1000; client++) {
			Counter counter = this.registry.counter("sent", "client", "" + client, "topic", "x");
			counter.increment();
			assertThat(counter.getId().getTag("client")).isEqualTo("" + client);
			this.registry.remove(counter);
		}
		assertThat(this.registry.find("sightglass.series.folded").meters()).isEmpty();
	}

	@Test
	void ourOwnMetersAreThereAgainAfterARegistryIsCleared() {
		limit(1, 100);
		Failures failures = new Instruments(this.registry).failures();
		for (int round = 1; round <= 2; round++) {
			clientOf("a");
			clientOf("b");
			clientOf("c");
			failures.record("http.requests", new IllegalStateException("no"));
			assertThat(this.registry.scrape()).contains("sightglass_series ",
					"sightglass_series_folded_total{meter=\"sent\",tag=\"client\"} 2.0",
					"sightglass_failures_total{family=\"http\"} 1.0");
			this.registry.clear();
		}
	}

	@Test
	void aHundredThousandBindersLeaveNothingBehind() {
		limit(50, 200);
		this.registry.counter("lookups", "kind", "known");
		Deque<List<Meter>> bound = new ArrayDeque<>();
		long early = 0;
		for (int i = 1; i <= 100_000; i++) {
			bound.add(bind("client-" + i));
			if (bound.size() > 10) {
				bound.remove().forEach(this.registry::remove);
			}
			this.registry.counter("lookups", "kind", "known").increment();
			if (i % 20_000 == 0) {
				assertThat(this.registry.scrape()).contains("sent_total{client=\"client-" + i + "\"} " + 1.0,
						"pending{client=\"client-" + i + "\"} 3.0");
				assertThat(this.registry.getMeters()).hasSizeLessThan(60);
				early = (i == 20_000) ? used() : early;
			}
		}
		assertThat(this.registry.find("sightglass.series.folded").meters()).isEmpty();
		assertThat(this.registry.find("sightglass.series.refused").meters()).isEmpty();
		assertThat(used() - early).isLessThan(2_000_000);
	}

	private List<Meter> bind(String client) {
		Tags tags = Tags.of("client", client);
		Counter sent = this.registry.counter("sent", tags);
		sent.increment();
		return List.of(sent, this.registry.timer("latency", tags), this.registry.summary("size", "client", client),
				Gauge.builder("pending", () -> 3).tags(tags).register(this.registry),
				FunctionCounter.builder("polled", this, (any) -> 7).tags(tags).register(this.registry));
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private String clientOf(String client) {
		String value = this.registry.counter("sent", "client", client, "topic", "x").getId().getTag("client");
		return (value != null) ? value : "";
	}

	private void limit(int values, int series) {
		SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(values, series), "");
		((MeterRegistry) this.registry).config().meterFilter(limiter);
		limiter.bindTo(this.registry);
		this.collectors.watch(this.registry, PrometheusConfig.DEFAULT);
	}

}
