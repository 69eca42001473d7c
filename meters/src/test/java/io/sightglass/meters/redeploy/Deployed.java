package io.sightglass.meters.redeploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.sightglass.meters.connection.ConnectionMeters;
import io.sightglass.meters.instrument.Role;
import io.sightglass.meters.llm.LlmMeters;
import io.sightglass.meters.pipeline.PipelineMeters;
import io.sightglass.meters.pipeline.Stage;
import io.sightglass.registry.SightglassPrometheusRegistry;
import io.sightglass.registry.limit.SeriesLimits;

/**
 * An application that leaves everything open, and holds it where only its class loader
 * knows it.
 */
public final class Deployed implements Runnable {

	private static final List<Object> held = new ArrayList<>();

	@Override
	public void run() {
		SightglassPrometheusRegistry registry = new SightglassPrometheusRegistry(PrometheusConfig.DEFAULT,
				SeriesLimits.DEFAULT, Duration.ofHours(1), null);
		held.add(registry);
		Gauge.builder("broken", () -> {
			throw new IllegalStateException("broken");
		}).register(registry);
		Stage stage = PipelineMeters.in(registry).pipeline("orders").stage("enrich");
		stage.call(() -> "done");
		held.add(stage.start());
		held.add(stage.step());
		held.add(LlmMeters.in(registry).start("openai", "gpt-4o", "chat"));
		held.add(ConnectionMeters.in(registry).endpoint("shop", "tcp", Role.SERVER).opened());
		held.add(ConnectionMeters.in(registry).endpoint("shop", "tcp", Role.SERVER).stream());
		for (int i = 0; i < 3; i++) {
			if (registry.scrape().isEmpty()) {
				throw new IllegalStateException("no scrape");
			}
		}
		registry.close();
	}

}
