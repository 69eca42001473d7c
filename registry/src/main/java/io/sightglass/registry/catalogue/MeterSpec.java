package io.sightglass.registry.catalogue;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue knows of one meter.
 *
 * @param name Micrometer's dotted name
 * @param type the meter's type
 * @param unit the base unit, which Prometheus appends to the name
 * @param description one sentence, shown as the help text of the scrape
 * @param keys the tag keys, always the same for this meter, in the order in which values
 * are given
 */
public record MeterSpec(String name, Meter.Type type, @Nullable String unit, String description, List<String> keys) {

	public static MeterSpec counter(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.COUNTER, null, description, List.of(keys));
	}

	public static MeterSpec gauge(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.GAUGE, null, description, List.of(keys));
	}

	public static MeterSpec timer(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.TIMER, null, description, List.of(keys));
	}

	public static MeterSpec summary(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.DISTRIBUTION_SUMMARY, null, description, List.of(keys));
	}

	public MeterSpec in(String unit) {
		return new MeterSpec(this.name, this.type, unit, this.description, this.keys);
	}

}
