package io.sightglass.registry.badday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.testing.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManyScrapersTests {

	private static final Pattern ORDERS = Pattern.compile("\\norders_total (\\S+)");

	private static final int SCRAPERS = 20;

	private static final Duration BETWEEN = Duration.ofMillis(100);

	@Test
	void twentyGetWholeScrapesWhoseCountersNeverFall() throws Exception {
		go(10);
	}

	static void go(int scrapes) throws Exception {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT);
		List<String> wrong = new ArrayList<>();
		try (Recorders recorders = new Recorders(registry)) {
			for (int i = 0; i < 1000; i++) {
				registry.counter("beside." + i).increment();
			}
			Threads.run(SCRAPERS, (scraper) -> {
				double before = 0;
				for (int i = 0; i < scrapes; i++) {
					String scrape = registry.scrape("application/openmetrics-text");
					Matcher orders = ORDERS.matcher(scrape);
					assertThat(scrape).endsWith("# EOF\n").contains("\nbeside_999_total ");
					assertThat(orders.find()).isTrue();
					assertThat(Double.parseDouble(orders.group(1))).isGreaterThanOrEqualTo(before);
					before = Double.parseDouble(orders.group(1));
					pause();
				}
			});
			wrong.addAll(recorders.wrong());
		}
		assertThat(wrong).isEmpty();
		registry.close();
	}

	// What stands between two scrapes, and not a wait for something.
	private static void pause() {
		try {
			Thread.sleep(BETWEEN.toMillis());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
