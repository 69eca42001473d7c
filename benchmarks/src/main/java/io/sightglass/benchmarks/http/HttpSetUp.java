package io.sightglass.benchmarks.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sightglass.autoconfigure.SightglassAutoConfiguration;
import io.sightglass.autoconfigure.clock.ClockAutoConfiguration;
import io.sightglass.autoconfigure.http.HttpAutoConfiguration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/**
 * An application without a server, wired as Boot wires it.
 */
final class HttpSetUp implements AutoCloseable {

	static final HttpSetUp NONE = new HttpSetUp();

	private static final String TEN_PATTERNS = "/actuator/**,GET /internal/**,/ping,/health/**,/admin/**,"
			+ "POST /audit,/users/{id}/photo,/*.ico,/static/**,/favicon.ico";

	private final @Nullable AnnotationConfigWebApplicationContext context;

	private final @Nullable MeterObservationHandler<Observation.Context> handler;

	private HttpSetUp() {
		this.context = null;
		this.handler = null;
	}

	HttpSetUp(Handlers handlers) {
		this.context = start(handlers);
		this.handler = first(this.context);
	}

	private static AnnotationConfigWebApplicationContext start(Handlers handlers) {
		AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
		context.setServletContext(new MockServletContext());
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", Map.of(
		// @formatter:off
				"management.metrics.use-global-registry", "false",
				"management.metrics.observations.ignored-meters",
						(handlers == Handlers.BOOT_WITHOUT_ACTIVE) ? "long_task_timer" : "",
				"sightglass.http.sample-rate", (handlers == Handlers.SIGHTGLASS_SAMPLED) ? "0.01" : "1",
				"sightglass.http.exclude", exclude(handlers))));
		// @formatter:on
		ConfigurationPropertySources.attach(context.getEnvironment());
		List<Class<?>> configurations = new ArrayList<>(List.of(ObservationAutoConfiguration.class));
		if (handlers != Handlers.NOTHING) {
			configurations.addAll(List.of(MetricsAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));
		}
		if (handlers.name().startsWith("SIGHTGLASS")) {
			configurations.addAll(List.of(ClockAutoConfiguration.class, SightglassAutoConfiguration.class,
					HttpAutoConfiguration.class));
		}
		context.register(configurations.toArray(Class<?>[]::new));
		context.refresh();
		return context;
	}

	private static String exclude(Handlers handlers) {
		return switch (handlers) {
			case SIGHTGLASS_EXCLUDED -> "/actuator/**,GET /orders/**";
			case SIGHTGLASS_TEN_PATTERNS -> TEN_PATTERNS;
			default -> "/actuator/**";
		};
	}

	@SuppressWarnings("unchecked")
	private static MeterObservationHandler<Observation.Context> first(AnnotationConfigWebApplicationContext context) {
		return (MeterObservationHandler<Observation.Context>) context.getBeanProvider(MeterObservationHandler.class)
			.orderedStream()
			.filter((handler) -> handler.getClass().getSimpleName().matches("ServletRequest.*|DefaultMeter.*"))
			.findFirst()
			.orElse(new Idle());
	}

	ObservationRegistry observations() {
		return (this.context != null) ? this.context.getBean(ObservationRegistry.class) : ObservationRegistry.NOOP;
	}

	MeterObservationHandler<Observation.Context> handler() {
		return (this.handler != null) ? this.handler : new Idle();
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	private static final class Idle implements MeterObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
