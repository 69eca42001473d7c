package io.sightglass.autoconfigure.set;

import java.util.Collection;
import java.util.Map;

import io.sightglass.autoconfigure.SampleRate;
import io.sightglass.instrumentation.internal.part.WrongProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Meter sets: an application's own meters as interfaces.
 *
 * @param enabled Whether meter sets record; off, their beans exist and do nothing.
 * @param sampleRate Share of timings and sums that is recorded, from 0.0 to 1.0, or auto
 * for as many as load allows; counters and gauges are exact at every rate.
 * @param sets Settings of single sets, by the set's name.
 */
@ConfigurationProperties("sightglass.meter-sets")
public record MeterSetProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1") SampleRate sampleRate,
		@DefaultValue Map<String, One> sets) {

	/**
	 * Checks what Spring has bound.
	 * @param enabled whether meter sets record
	 * @param sampleRate the share of timings and sums that is recorded
	 * @param sets settings of single sets, by the set's name
	 * @throws InvalidConfigurationPropertyValueException if a rate is not from 0.0 to 1.0
	 * or auto
	 */
	public MeterSetProperties {
		sampleRate.check("sightglass.meter-sets.sample-rate");
		sets.forEach((name, one) -> {
			if (one.sampleRate() != null) {
				one.sampleRate().check("sightglass.meter-sets.sets." + name + ".sample-rate");
			}
		});
	}

	// A set that is not there would be switched off in vain.
	void requireKnown(Collection<String> names) {
		this.sets.keySet().stream().filter((name) -> !names.contains(name)).findFirst().ifPresent((name) -> {
			throw WrongProperty.of("sightglass.meter-sets.sets", name, names.isEmpty() ? "There are no meter sets."
					: "The meter sets are " + String.join(", ", names) + ".");
		});
	}

	boolean isOn(String set) {
		One one = this.sets.get(set);
		return this.enabled && (one == null || one.enabled());
	}

	SampleRate sampleRateOf(String set) {
		One one = this.sets.get(set);
		return (one == null || one.sampleRate() == null) ? this.sampleRate : one.sampleRate();
	}

	/**
	 * Settings of one set.
	 *
	 * @param enabled Whether the set records; off, its bean exists and does nothing.
	 * @param sampleRate Share of the set's timings and sums that is recorded, from 0.0 to
	 * 1.0, or auto.
	 */
	public record One(@DefaultValue("true") boolean enabled, @Nullable SampleRate sampleRate) {
	}

}
