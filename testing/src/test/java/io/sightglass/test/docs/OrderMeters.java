package io.sightglass.test.docs;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Summed;
import io.sightglass.meters.set.Timing;

@MeterSet("shop")
interface OrderMeters {

	@Counted("shop.orders.placed")
	void placed(Size size);

	@Timed("shop.order.fulfilment.duration")
	Timing fulfilling(boolean express);

	@Gauged("shop.orders.open")
	GaugeLevel open();

	@Summed("shop.order.value")
	void paid(@Amount(unit = "euros") double euros);

	enum Size {

		S, L

	}

}
