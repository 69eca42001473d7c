package io.sightglass.clinic;

import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;

@MeterSet("visits")
interface VisitMeters {

	@Timed("visit.search.duration")
	Timing searching();

}
