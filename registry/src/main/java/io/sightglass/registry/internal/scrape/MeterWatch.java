package io.sightglass.registry.internal.scrape;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * Follows which meters a registry puts into which collector, by the registry's own rules.
 * Micrometer calls both methods under its lock, after it has done its part.
 */
final class MeterWatch {

	private final PrometheusMeterRegistry meters;

	private final ResilientPrometheusRegistry collectors;

	private final BooleanSupplier descriptions;

	private final Map<String, Family> families = new ConcurrentHashMap<>();

	MeterWatch(PrometheusMeterRegistry meters, ResilientPrometheusRegistry collectors, BooleanSupplier descriptions) {
		this.meters = meters;
		this.collectors = collectors;
		this.descriptions = descriptions;
	}

	void start() {
		if (this.meters instanceof ScrapedRegistry ours) {
			ours.onEveryMeter(this::added, this::removed);
		}
		else {
			this.meters.config().onMeterAdded(this::added).onMeterRemoved(this::removed);
		}
		// Of the families that were there before, not all meters are known.
		for (Meter meter : this.meters.getMeters()) {
			this.families.put(name(meter.getId()), new Family("", meter.getId(), this.descriptions));
		}
	}

	private void added(Meter meter) {
		Meter.Id id = meter.getId();
		String name = name(id);
		Family family = this.families.get(name);
		SafeMultiCollector created = this.collectors.takeCreated();
		if (family == null && created != null) {
			family = new Family(name, id, this.descriptions);
			this.families.put(name, family);
			created.family(family);
		}
		if (family != null && family.takes(id)) {
			family.add(meter, this.meters.config().namingConvention());
			this.collectors.changed();
		}
	}

	private void removed(Meter meter) {
		String name = name(meter.getId());
		Family family = this.families.get(name);
		if (family != null) {
			family.remove(meter.getId());
			if (family.isEmpty()) {
				this.families.remove(name);
			}
			this.collectors.changed();
		}
	}

	private String name(Meter.Id id) {
		NamingConvention convention = this.meters.config().namingConvention();
		return id.getConventionName(convention);
	}

}
