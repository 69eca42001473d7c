package io.sightglass.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightglass.registry.SeriesLimiter;
import io.sightglass.registry.SeriesLimits;
import io.sightglass.scrape.FastScrape;
import io.sightglass.scrape.GuardedPrometheusRegistry;
import io.sightglass.scrape.ScrapeFormat;
import io.sightglass.striped.SightglassPrometheusRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A registry under a program: Micrometer's, or ours as the starter sets it up.
 */
final class Side {

	final MockClock clock = new MockClock();

	final PrometheusMeterRegistry registry;

	/** What the program holds, in the order in which it got it. */
	final List<Meter> held = new ArrayList<>();

	final List<double[]> states = new ArrayList<>();

	final List<LongTaskTimer.Sample> tasks = new ArrayList<>();

	private final @Nullable FastScrape scrape;

	private Side(boolean ours) {
		if (ours) {
			GuardedPrometheusRegistry collectors = new GuardedPrometheusRegistry((failure) -> {
			});
			this.registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT, collectors, this.clock);
			collectors.watch(this.registry, PrometheusConfig.DEFAULT);
			this.scrape = new FastScrape(collectors, null);
		}
		else {
			this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), this.clock);
			this.scrape = null;
		}
	}

	static Side micrometers() {
		return new Side(false);
	}

	static Side ours() {
		return new Side(true);
	}

	/**
	 * With a limiter, which is a filter of any registry.
	 * @param limit how many values a tag may have, and twice as many series a meter
	 * @return this side
	 */
	Side limited(int limit) {
		this.registry.config().meterFilter(new SeriesLimiter(new SeriesLimits(limit, limit * 2), ""));
		return this;
	}

	String meters() {
		return this.registry.getMeters().stream().map(Side::described).sorted().collect(Collectors.joining("\n"));
	}

	static String described(@Nullable Meter meter) {
		if (meter == null) {
			return "nothing";
		}
		Meter.Id id = meter.getId();
		return id.getType() + " " + id + " unit " + id.getBaseUnit() + " of " + id.getDescription()
				+ (meter.getClass().getSimpleName().startsWith("Noop") ? " (noop)" : "");
	}

	String scrape(String contentType) {
		return this.registry.scrape(contentType);
	}

	/**
	 * The same text, as an application is answered.
	 * @param format in which format
	 * @param contentType of that format
	 * @return the text
	 */
	String answer(ScrapeFormat format, String contentType) {
		if (this.scrape == null) {
			return scrape(contentType);
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			this.scrape.write(format, null, out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toString(StandardCharsets.UTF_8);
	}

}
