package io.sightglass.dashboards.set;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.MeterSet;

/** A set with a prefix of its own. */
@MeterSet(value = "own-names", prefix = "allsource")
interface OwnNamesMeters {

	@Counted("events.ingested")
	void ingested();

}
