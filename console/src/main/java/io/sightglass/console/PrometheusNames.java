package io.sightglass.console;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

/**
 * The names that Prometheus sees, by the convention of the registry that is scraped.
 */
class PrometheusNames {

	// The convention takes it off, and the client puts it on again.
	private static final String INFO = ".info";

	// Of tasks that run, the page shows how many.
	private static final String RUNNING = "_count";

	private final NamingConvention convention;

	PrometheusNames(MeterRegistry registry) {
		this.convention = find(registry);
	}

	/**
	 * The name in the scrape, or what the names of a distribution's samples begin with.
	 * @param meter the meter
	 * @return its name
	 */
	String name(Meter meter) {
		Meter.Id id = meter.getId();
		String name = this.convention.name(id.getName(), id.getType(), id.getBaseUnit());
		if (id.getName().endsWith(INFO)) {
			return name + "_info";
		}
		if (meter instanceof LongTaskTimer) {
			return name + RUNNING;
		}
		return (id.getType() == Meter.Type.COUNTER) ? name + "_total" : name;
	}

	/**
	 * What names with this prefix begin with.
	 * @param prefix a prefix and its dot, or nothing
	 * @return the same as Prometheus sees it
	 */
	String prefix(String prefix) {
		return prefix.isEmpty() ? "" : this.convention.tagKey(prefix.substring(0, prefix.length() - 1)) + "_";
	}

	String key(Tag tag) {
		return this.convention.tagKey(tag.getKey());
	}

	private static NamingConvention find(MeterRegistry registry) {
		if (registry instanceof PrometheusMeterRegistry) {
			return registry.config().namingConvention();
		}
		if (registry instanceof CompositeMeterRegistry composite) {
			for (MeterRegistry part : composite.getRegistries()) {
				if (part instanceof PrometheusMeterRegistry) {
					return part.config().namingConvention();
				}
			}
		}
		return new PrometheusNamingConvention();
	}

}
