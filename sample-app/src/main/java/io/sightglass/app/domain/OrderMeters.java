package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Summed;

/**
 * What the shop knows of its orders.
 */
@MeterSet("orders")
interface OrderMeters {

	/** Orders that were placed, by country and whether they are express. */
	@Counted("orders.placed")
	void placed(@Bounded(30) String country, boolean express);

	/** Time to fulfil an order. */
	@Timed(value = "order.fulfilment.duration", histogram = true)
	Timing fulfilling(boolean express);

	/** Orders that are being fulfilled. */
	@Gauged("orders.open")
	GaugeLevel open();

	/** What customers pay for an order. */
	@Summed("order.value")
	void paid(@Amount(unit = "euros") double euros);

}
