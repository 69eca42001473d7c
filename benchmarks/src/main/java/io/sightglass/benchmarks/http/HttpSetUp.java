package io.sightglass.benchmarks.http;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.benchmarks.Application;
import io.sightglass.instrumentation.internal.http.ServletRequestHandler;
import io.sightglass.registry.SightglassPrometheusRegistry;

/**
 * An application with a server, and its handler of requests.
 */
final class HttpSetUp implements AutoCloseable {

	static final MeterObservationHandler<Observation.Context> IDLE = new Idle();

	private static final String TEN_PATTERNS = "/actuator/**,GET /internal/**,/ping,/health/**,/admin/**,"
			+ "POST /audit,/users/{id}/photo,/*.ico,/static/**,/favicon.ico";

	private final Application application;

	private final MeterObservationHandler<?> handler;

	HttpSetUp(Handlers handlers) {
		String[] arguments = arguments(handlers);
		boolean ours = handlers.name().startsWith("SIGHTGLASS");
		this.application = ours ? Application.sightglass(arguments) : Application.stock(arguments);
		this.application.registry(ours ? SightglassPrometheusRegistry.class : PrometheusMeterRegistry.class);
		if (handlers == Handlers.NOTHING) {
			this.handler = IDLE;
		}
		else if (ours) {
			this.handler = this.application.bean(ServletRequestHandler.class);
		}
		else {
			this.handler = this.application.bean(DefaultMeterObservationHandler.class);
		}
	}

	private static String[] arguments(Handlers handlers) {
		List<String> arguments = new ArrayList<>(List.of(Application.SERVLET));
		switch (handlers) {
			case NOTHING -> arguments.add("--management.observations.enable.http=false");
			// Set to nothing, it would ask for the timer.
			case BOOT_WITHOUT_ACTIVE ->
				arguments.add("--management.metrics.observations.ignored-meters=long_task_timer");
			case SIGHTGLASS_SAMPLED -> arguments.add("--sightglass.http.sample-rate=0.01");
			case SIGHTGLASS_EXCLUDED -> arguments.add("--sightglass.http.exclude=/actuator/**,GET /orders/**");
			case SIGHTGLASS_TEN_PATTERNS -> arguments.add("--sightglass.http.exclude=" + TEN_PATTERNS);
			default -> {
			}
		}
		return arguments.toArray(String[]::new);
	}

	ObservationRegistry observations() {
		return this.application.bean(ObservationRegistry.class);
	}

	@SuppressWarnings("unchecked")
	MeterObservationHandler<Observation.Context> handler() {
		return (MeterObservationHandler<Observation.Context>) this.handler;
	}

	@Override
	public void close() {
		this.application.close();
	}

	private static final class Idle implements MeterObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
