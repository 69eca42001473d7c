package io.sightglass.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/**
 * Everything that the registry knows now, as JSON. It keeps nothing between two polls:
 * rates, percentiles and history are the browser's work.
 */
class SnapshotWriter {

	private final MeterRegistry registry;

	private final FamilyStates families;

	private final Supplier<String> scrape;

	private final PrometheusNames names;

	SnapshotWriter(MeterRegistry registry, FamilyStates families, Supplier<String> scrape) {
		this.registry = registry;
		this.families = families;
		this.scrape = scrape;
		this.names = new PrometheusNames(registry);
	}

	String write() {
		JsonText json = new JsonText();
		json.open('{').name("application").value(this.families.application());
		json.name("time").value(System.currentTimeMillis());
		json.name("grafana").value(this.families.grafana());
		json.name("scrape").value(this.scrape.get());
		json.name("prefix").value(this.names.prefix(this.families.prefix()));
		json.name("families").open('[');
		this.families.write(json);
		json.close(']').name("meters").open('[');
		byName().forEach((name, meters) -> write(json, meters));
		return json.close(']').close('}').toString();
	}

	private Map<String, List<Meter>> byName() {
		Map<String, List<Meter>> byName = new TreeMap<>();
		for (Meter meter : this.registry.getMeters()) {
			if (MeterValues.isNothing(meter)) {
				continue;
			}
			byName.computeIfAbsent(meter.getId().getName(), (name) -> new ArrayList<>()).add(meter);
		}
		return byName;
	}

	private void write(JsonText json, List<Meter> meters) {
		Meter first = meters.get(0);
		Meter.Id id = first.getId();
		json.open('{').name("name").value(id.getName());
		json.name("type").value(MeterValues.type(first));
		json.name("prometheus").value(this.names.name(first));
		json.name("family").value(this.families.of(id.getName()));
		String unit = MeterValues.unit(first);
		if (unit != null) {
			json.name("unit").value(unit);
		}
		if (id.getDescription() != null) {
			json.name("description").value(id.getDescription());
		}
		json.name("series").open('[');
		for (Meter meter : meters) {
			write(json, meter);
		}
		json.close(']').close('}');
	}

	private void write(JsonText json, Meter meter) {
		json.open('{').name("t").open('{');
		for (Tag tag : meter.getId().getTagsAsIterable()) {
			json.name(this.names.key(tag)).value(tag.getValue());
		}
		json.close('}');
		int mark = json.mark();
		try {
			MeterValues.write(meter, json);
		}
		catch (Throwable ex) {
			// One meter that throws must not take the page from the others.
			json.reset(mark).name("v").value(Double.NaN);
		}
		json.close('}');
	}

}
