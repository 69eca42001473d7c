package io.sightglass.versions;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.MeterSet;

/**
 * The application's own meters.
 */
@MeterSet("parcels")
interface ParcelMeters {

	/** Parcels that left. */
	@Counted("parcels")
	void sent();

}
