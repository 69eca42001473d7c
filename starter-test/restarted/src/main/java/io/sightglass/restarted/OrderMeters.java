package io.sightglass.restarted;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.MeterSet;

/**
 * The application's own meters.
 */
@MeterSet("orders")
interface OrderMeters {

	/** Orders that came in. */
	@Counted("orders")
	void placed(Channel channel);

	/** Where an order came from. */
	enum Channel {

		SHOP, PHONE

	}

}
