package io.sightglass.test;

import java.time.Duration;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.Summed;
import io.sightglass.meters.set.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Package-private, as most sets are.
 */
@MeterSet("orders")
interface OrderMeters {

	@Counted("orders.placed")
	void placed(Size size);

	@Counted("orders.refused")
	void refused(@Bounded(10) @Nullable String reason);

	@Counted("order.items")
	void items(long count);

	@Timed("order.fulfilment.duration")
	Timing fulfilling(boolean express);

	@Timed("order.lookup.duration")
	Stopwatch lookingUp();

	@Timed("order.age")
	void waited(Duration age);

	@Gauged("orders.open")
	GaugeLevel open();

	@Gauged("order.temperature")
	void temperature(double degrees);

	@Summed("order.value")
	void paid(@Amount(unit = "euros") double euros);

	default void placedAndPaid(Size size, double euros) {
		placed(size);
		paid(euros);
	}

	default void placedTwo(Size size, double one, double other) {
		placedAndPaid(size, one);
		placedAndPaid(size, other);
	}

	enum Size {

		S, L

	}

}
