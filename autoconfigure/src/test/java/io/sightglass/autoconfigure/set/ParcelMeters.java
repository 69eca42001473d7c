package io.sightglass.autoconfigure.set;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Summed;
import org.jspecify.annotations.Nullable;

@MeterSet("parcels")
interface ParcelMeters {

	@Counted(value = "parcels", description = "Parcels sent.")
	void sent(Size size, boolean express);

	@Counted("parcels.returned")
	void returned(@Bounded(2) @Nullable String reason, @Nullable Size size);

	@Timed("parcel.packing.duration")
	Timing packing(Size size);

	@Gauged("parcels.open")
	GaugeLevel open();

	@Summed("parcel.weight")
	void weighed(long grams);

	enum Size {

		SMALL, LARGE

	}

}
