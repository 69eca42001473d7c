package io.sightglass.meters.http;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.instrument.Sampler;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimiter;
import io.sightglass.registry.limit.SeriesLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Families let go of a meter that leaves, and of one that only gets another front must
 * not.
 */
class HttpExpiryTests {

	private final SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
			new PrometheusRegistry(), Clock.SYSTEM, "", Duration.ofMillis(50), null);

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void whatOurFamiliesHoldStays() throws Exception {
		Instruments instruments = new Instruments(this.registry);
		HttpMeters http = HttpMeters.in(instruments, Sampler.ALWAYS);
		try {
			// The first of a name is looked up once more.
			for (int i = 0; i < 5; i++) {
				http.start()
					.answered("http.server.requests", KeyValues.of("method", "GET", "uri", "/", "status", "200"),
							"none");
			}
			instruments.failures().record("http.requests", new IllegalStateException("no"));
			SeriesLimiter limiter = new SeriesLimiter(new SeriesLimits(1, 100), "");
			this.registry.config().meterFilter(limiter);
			limiter.bindTo(this.registry);
			this.registry.counter("sent", "client", "a");
			this.registry.counter("sent", "client", "b").increment();
			List<Meter> removed = Collections.synchronizedList(new ArrayList<>());
			this.registry.config().onMeterRemoved(removed::add);
			for (int i = 0; i < 4; i++) {
				this.registry.counter("requests", "tenant", "left" + i);
				awaitGone("left" + i);
			}
			assertThat(this.registry.scrape()).contains("http_requests_total{", "http_server_requests_seconds_count{",
					"sightglass_failures_total{family=\"http\"} 1.0", "sightglass_series_folded_total{");
			assertThat(removed).extracting((meter) -> meter.getId().getName())
				.contains("requests")
				.doesNotContain("http.requests", "sightglass.failures", "sightglass.series.folded");
		}
		finally {
			Reference.reachabilityFence(http);
			Reference.reachabilityFence(instruments);
		}
	}

	// The garbage collector says whether somebody holds a meter.
	private void awaitGone(String tenant) throws InterruptedException {
		for (int i = 0; i < 1000 && this.registry.scrape().contains(tenant); i++) {
			System.gc();
			Thread.sleep(20);
		}
		assertThat(this.registry.scrape()).doesNotContain(tenant);
	}

}
