package io.sightglass.meters.set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeterSetsTests {

	// As MeterSetProcessorTests has it: app.Shop_MetersMeterSet.
	@Test
	void namesTheClassOfASetWithinAnotherType() {
		assertThat(MeterSets.factoryName(Inner.class))
			.isEqualTo("io.sightglass.meters.set.MeterSetsTests_InnerMeterSet");
		assertThat(MeterSets.factoryName(MeterSetFactory.class))
			.isEqualTo("io.sightglass.meters.set.MeterSetFactoryMeterSet");
	}

	interface Inner {

	}

}
