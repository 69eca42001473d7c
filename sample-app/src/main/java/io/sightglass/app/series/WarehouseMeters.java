package io.sightglass.app.series;

import io.sightglass.set.Gauged;
import io.sightglass.set.Level;
import io.sightglass.set.MeterSet;

/**
 * What the warehouse measures.
 */
@MeterSet("warehouse")
interface WarehouseMeters {

	/** Temperature of the warehouse in degrees Celsius. */
	@Gauged("warehouse.temperature")
	Level temperature();

}
