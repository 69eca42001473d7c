package io.sightglass.autoconfigure.set;

import io.sightglass.autoconfigure.SightglassProperties;
import io.sightglass.meters.instrument.Instruments;
import io.sightglass.meters.set.MeterSetFactory;
import io.sightglass.meters.set.MeterSets;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Makes sets as the properties say: recording or off.
 */
class MeterSetSource {

	private final ObjectProvider<Instruments> instruments;

	private final MeterSetProperties properties;

	private final SightglassProperties all;

	MeterSetSource(ObjectProvider<Instruments> instruments, MeterSetProperties properties, SightglassProperties all) {
		this.instruments = instruments;
		this.properties = properties;
		this.all = all;
	}

	<T> T get(MeterSetFactory<T> factory) {
		Instruments instruments = this.properties.isOn(factory.name()) ? this.instruments.getIfAvailable() : null;
		if (instruments == null) {
			return factory.off();
		}
		return MeterSets.in(instruments, factory, this.properties.sampleRateOf(factory.name())
			.sampler(instruments, "meter-sets." + factory.name(), this.all));
	}

}
