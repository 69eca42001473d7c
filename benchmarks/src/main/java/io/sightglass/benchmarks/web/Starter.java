package io.sightglass.benchmarks.web;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightglass.benchmarks.Application;
import io.sightglass.registry.SightglassPrometheusRegistry;

/**
 * Who measures an application's requests.
 */
enum Starter {

	/** The application without observations of HTTP. */
	NOTHING(PrometheusMeterRegistry.class, Application.STOCK, "--management.observations.enable.http=false"),

	/** Spring Boot with Actuator alone. */
	BOOT(PrometheusMeterRegistry.class, Application.STOCK),

	/** The same again, to see what the measurement itself makes of no difference. */
	CONTROL(PrometheusMeterRegistry.class, Application.STOCK),

	/** With the starter. */
	SIGHTGLASS(SightglassPrometheusRegistry.class);

	private final Class<? extends MeterRegistry> registry;

	@SuppressWarnings("ImmutableEnumChecker") // The list is one that never changes.
	private final List<String> arguments;

	Starter(Class<? extends MeterRegistry> registry, String... arguments) {
		this.registry = registry;
		this.arguments = List.of(arguments);
	}

	/**
	 * What it must be measured with.
	 * @return the class of the application's registry
	 */
	Class<? extends MeterRegistry> registry() {
		return this.registry;
	}

	List<String> arguments() {
		return this.arguments;
	}

}
