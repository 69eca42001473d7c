package io.sightglass.console;

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

	private final NamingConvention convention;

	PrometheusNames(MeterRegistry registry) {
		this.convention = find(registry);
	}

	String name(Meter.Id id) {
		String name = this.convention.name(id.getName(), id.getType(), id.getBaseUnit());
		return (id.getType() == Meter.Type.COUNTER) ? name + "_total" : name;
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
