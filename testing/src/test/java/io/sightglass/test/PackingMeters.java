package io.sightglass.test;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.MeterSet;

@MeterSet(value = "packing", prefix = "depot")
interface PackingMeters {

	@Counted("packed")
	void packed();

}
