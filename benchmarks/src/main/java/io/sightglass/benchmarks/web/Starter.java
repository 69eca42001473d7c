package io.sightglass.benchmarks.web;

import java.util.List;

/**
 * Who measures an application's requests.
 */
enum Starter {

	/** The application without observations of HTTP. */
	NOTHING("--sightglass.enabled=false", "--management.observations.enable.http=false"),

	/** Spring Boot with Actuator alone. */
	BOOT("--sightglass.enabled=false"),

	/** The same again, to see what the measurement itself makes of no difference. */
	CONTROL("--sightglass.enabled=false"),

	/** With the starter. */
	SIGHTGLASS("--sightglass.enabled=true");

	private final List<String> arguments;

	Starter(String... arguments) {
		this.arguments = List.of(arguments);
	}

	List<String> arguments() {
		return this.arguments;
	}

}
