package io.sightglass.app.series;

import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;

/**
 * What the warehouse measures.
 */
@MeterSet("warehouse")
interface WarehouseMeters {

	/** Temperature of the warehouse in degrees Celsius. */
	@Gauged("warehouse.temperature")
	GaugeLevel temperature();

}
