package io.sightglass.autoconfigure.week;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Summed;
import io.sightglass.meters.set.Timing;
import org.jspecify.annotations.Nullable;

@MeterSet("week")
interface WeekMeters {

	@Counted("week.sold")
	void sold(@Bounded(25) @Nullable String kind, boolean late);

	@Timed("week.packing")
	Timing packing();

	@Gauged("week.open")
	GaugeLevel open();

	@Summed("week.weight")
	void weighed(long grams);

}
