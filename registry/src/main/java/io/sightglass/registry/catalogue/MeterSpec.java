package io.sightglass.registry.catalogue;

import java.util.List;
import java.util.stream.DoubleStream;

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
 * @param bounds the bounds of its buckets, in seconds or its unit, if a convention sets
 * them
 */
public record MeterSpec(String name, Meter.Type type, @Nullable String unit, String description, List<String> keys,
		List<Double> bounds) {

	/**
	 * A meter whose buckets, if it has any, nobody else sets.
	 * @param name Micrometer's dotted name
	 * @param type the meter's type
	 * @param unit the base unit, which Prometheus appends to the name
	 * @param description one sentence, shown as the help text of the scrape
	 * @param keys the tag keys, in the order in which values are given
	 */
	public MeterSpec(String name, Meter.Type type, @Nullable String unit, String description, List<String> keys) {
		this(name, type, unit, description, keys, List.of());
	}

	/**
	 * A counter without a base unit.
	 * @param name Micrometer's dotted name, such as {@code llm.requests}
	 * @param description one sentence, shown as the help text of the scrape
	 * @param keys the tag keys, in the order in which values are given
	 * @return what the catalogue knows of it
	 */
	public static MeterSpec counter(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.COUNTER, null, description, List.of(keys));
	}

	/**
	 * A gauge without a base unit.
	 * @param name Micrometer's dotted name, such as {@code connections.active}
	 * @param description one sentence, shown as the help text of the scrape
	 * @param keys the tag keys, in the order in which values are given
	 * @return what the catalogue knows of it
	 */
	public static MeterSpec gauge(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.GAUGE, null, description, List.of(keys));
	}

	/**
	 * A timer; Prometheus appends {@code seconds} to its name.
	 * @param name Micrometer's dotted name, such as {@code transport.rtt}
	 * @param description one sentence, shown as the help text of the scrape
	 * @param keys the tag keys, in the order in which values are given
	 * @return what the catalogue knows of it
	 */
	public static MeterSpec timer(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.TIMER, null, description, List.of(keys));
	}

	/**
	 * A distribution summary without a base unit.
	 * @param name Micrometer's dotted name, such as {@code http.request.size}
	 * @param description one sentence, shown as the help text of the scrape
	 * @param keys the tag keys, in the order in which values are given
	 * @return what the catalogue knows of it
	 */
	public static MeterSpec summary(String name, String description, String... keys) {
		return new MeterSpec(name, Meter.Type.DISTRIBUTION_SUMMARY, null, description, List.of(keys));
	}

	/**
	 * The same meter in a base unit.
	 * @param unit such as {@code bytes}, which Prometheus appends to the name
	 * @return a copy with the unit
	 */
	public MeterSpec in(String unit) {
		return new MeterSpec(this.name, this.type, unit, this.description, this.keys, this.bounds);
	}

	/**
	 * The same meter with buckets that a convention sets.
	 * @param bounds their bounds, in seconds or the meter's unit
	 * @return a copy with the bounds
	 */
	public MeterSpec within(double... bounds) {
		return new MeterSpec(this.name, this.type, this.unit, this.description, this.keys,
				DoubleStream.of(bounds).boxed().toList());
	}

	/**
	 * Whether it is a timer or a distribution summary.
	 * @return whether it records amounts
	 */
	public boolean isDistribution() {
		return this.type == Meter.Type.TIMER || this.type == Meter.Type.DISTRIBUTION_SUMMARY;
	}

}
