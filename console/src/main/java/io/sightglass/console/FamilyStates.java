package io.sightglass.console;

import java.util.HashMap;
import java.util.Map;

import io.sightglass.meters.internal.catalogue.Catalogue;

import org.springframework.core.env.Environment;

/**
 * Which family a meter belongs to, and whether the family is on and sampled.
 */
class FamilyStates {

	private static final String NOBODY = "";

	private final Map<String, String> families = new HashMap<>();

	private final Environment environment;

	private final String grafana;

	private final String prefix;

	FamilyStates(Environment environment, String grafana) {
		this.environment = environment;
		this.grafana = grafana;
		String prefix = environment.getProperty("sightglass.prefix", "");
		this.prefix = prefix.isEmpty() ? "" : prefix + ".";
		for (Catalogue.Family family : Catalogue.families()) {
			family.meters().forEach((meter) -> this.families.put(meter.getName(), family.name()));
		}
	}

	String application() {
		return this.environment.getProperty("spring.application.name", "application");
	}

	/**
	 * Where the dashboards are, if the developer has said so.
	 * @return Grafana's address or nothing
	 */
	String grafana() {
		return this.grafana;
	}

	/**
	 * What our own meters' names begin with.
	 * @return the prefix with its dot, or nothing
	 */
	String prefix() {
		return this.prefix;
	}

	String of(String meter) {
		String bare = meter.startsWith(this.prefix) ? meter.substring(this.prefix.length()) : meter;
		return this.families.getOrDefault(bare, NOBODY);
	}

	void write(JsonText json) {
		for (Catalogue.Family family : Catalogue.families()) {
			String switchedBy = "sightglass." + family.name() + ".enabled";
			json.open('{').name("name").value(family.name());
			json.name("property").value(switchedBy);
			json.name("enabled").value(this.environment.getProperty(switchedBy, Boolean.class, true));
			String rate = this.environment.getProperty("sightglass." + family.name() + ".sample-rate", "1");
			boolean auto = rate.trim().equalsIgnoreCase("auto");
			json.name("sampleRate").value(auto ? 1 : Double.parseDouble(rate));
			json.name("adapts").value(auto);
			json.close('}');
		}
	}

}
