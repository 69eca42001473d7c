package io.sightglass.autoconfigure.set;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.autoconfigure.http.RealPrometheus;
import io.sightglass.autoconfigure.set.ParcelMeters.Size;
import io.sightglass.meters.set.MeterSets;
import io.sightglass.registry.ScrapeHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus counts the first event of a set's meters of known tags, which it
 * scraped as zero, and loses that of one whose tags are open.
 */
class FirstEventOfSetTests {

	@Test
	void isCountedWhereTheTagsAreKnown(@TempDir Path directory) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		ParcelMeters meters = MeterSets.in(registry, ParcelMeters.class);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/actuator/prometheus", new ScrapeHandler(registry));
		server.start();
		try (RealPrometheus prometheus = new RealPrometheus(directory, Duration.ofMillis(400), "a",
				Map.of("shop", new RealPrometheus.Target(server.getAddress().getPort(), Map.of())))) {
			sees(prometheus, "count(parcels_total)", 4);
			meters.sent(Size.LARGE, true);
			meters.weighed(250);
			meters.returned("late", Size.SMALL);
			sees(prometheus, "parcels_returned_total", 1);
			// Two samples of the open one, which does not grow any more.
			sees(prometheus, "count_over_time(parcels_returned_total[1m]) >= bool 2", 1);
			sees(prometheus, "sum(parcels_total)", 1);
			assertThat(increase(prometheus, "parcels_total{size='large',express='true'}")).isEqualTo(1);
			assertThat(increase(prometheus, "parcel_weight_count")).isEqualTo(1);
			assertThat(increase(prometheus, "parcels_returned_total")).isZero();
		}
		finally {
			server.stop(0);
			registry.close();
		}
	}

	private static void sees(RealPrometheus prometheus, String query, double value) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(prometheus.value(query, "")).as(query).isEqualTo(value));
	}

	// At the time of the last sample, behind which Prometheus would add what may follow.
	private static double increase(RealPrometheus prometheus, String series) throws Exception {
		String last = "%.3f".formatted(prometheus.value("timestamp(" + series + ")", ""));
		return prometheus.value("increase(" + series + "[10m])", last);
	}

}
