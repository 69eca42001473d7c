package io.sightglass.app.endurance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.sightglass.app.SampleApplication;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample application under its own load, scraped each second. Longer with
 * {@code -Dsightglass.soak.minutes=30}; a third of the time is for warming up.
 */
class SoakEndurance {

	private static final Logger logger = LoggerFactory.getLogger(SoakEndurance.class);

	private static final Duration DURATION = Duration
		.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("sightglass.soak.minutes", "3"))));

	private static final int WINDOWS = 9;

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<Long> scrapes = new ArrayList<>();

	private URI uri = URI.create("http://127.0.0.1");

	private int failed;

	private int lines;

	@Test
	void staysAsItIs() throws Exception {
		List<Footprint> footprints = new ArrayList<>();
		ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor();
		try (ConfigurableApplicationContext app = new SpringApplicationBuilder(SampleApplication.class)
			.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off")) {
			this.uri = URI.create("http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port")
					+ "/actuator/prometheus");
			prometheus.scheduleAtFixedRate(this::scrape, 0, 1, TimeUnit.SECONDS);
			for (int window = 0; window < WINDOWS; window++) {
				TimeUnit.MILLISECONDS.sleep(DURATION.toMillis() / WINDOWS);
				footprints.add(footprint());
			}
			prometheus.shutdown();
			assertThat(prometheus.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			prometheus.shutdownNow();
		}
		logger.info("Windows of {} s:\n{}", DURATION.toSeconds() / WINDOWS, Footprint.table(footprints));
		assertThat(this.failed).as("failed scrapes").isZero();
		Footprint.requireFlat(footprints.subList(WINDOWS / 3, WINDOWS));
	}

	private void scrape() {
		long start = System.nanoTime();
		try {
			HttpResponse<String> response = this.client.send(
					HttpRequest.newBuilder(this.uri).timeout(Duration.ofSeconds(30)).build(),
					HttpResponse.BodyHandlers.ofString());
			long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
			synchronized (this) {
				this.failed += (response.statusCode() == 200) ? 0 : 1;
				this.lines = (int) response.body().lines().filter((line) -> !line.startsWith("#")).count();
				this.scrapes.add(micros);
			}
		}
		catch (Exception ex) {
			logger.warn("A scrape failed", ex);
			synchronized (this) {
				this.failed++;
			}
		}
	}

	private synchronized Footprint footprint() {
		Footprint footprint = Footprint.now(this.scrapes, this.lines);
		this.scrapes.clear();
		return footprint;
	}

}
