package io.sightglass.dashboards.set;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Bounded;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Timing;
import io.sightglass.meters.set.Stopwatch;
import io.sightglass.meters.set.Summed;

/** Every kind of meter that a set has. */
@MeterSet("shop")
interface ShopMeters {

	@Counted(value = "shop.orders", description = "Orders taken.", extraTags = { "sold.by", "web" })
	void order(boolean express);

	@Counted("shop.bytes.sent")
	void sent(@Bounded(5) String queryType, @Amount(unit = "bytes") long size);

	@Timed("shop.packing.duration")
	Timing packing(boolean express);

	@Timed(value = "shop.delivery", histogram = true)
	Stopwatch delivery();

	@Gauged("shop.open")
	GaugeLevel open(boolean express);

	@Gauged(value = "shop.oldest", unit = "seconds")
	void oldest(double age);

	@Gauged("shop.build.info")
	void build(@Amount boolean known);

	@Summed("shop.basket.size")
	void basket(int items);

	@Summed(value = "shop.upload", serviceLevelObjectives = { 100, 1000 })
	void upload(@Bounded(5) String channel, @Amount(unit = "bytes") long size);

}
