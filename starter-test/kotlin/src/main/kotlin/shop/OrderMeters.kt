package shop

import io.micrometer.core.annotation.Counted
import io.micrometer.core.annotation.Timed
import io.sightglass.meters.set.Bounded
import io.sightglass.meters.set.GaugeLevel
import io.sightglass.meters.set.Gauged
import io.sightglass.meters.set.MeterSet
import io.sightglass.meters.set.Timing

enum class Channel { SHOP, PHONE }

/** What the shop counts. */
@MeterSet("orders")
interface OrderMeters {

	/** Orders that were placed. */
	@Counted("orders.placed")
	fun placed(channel: Channel, @Bounded(20) country: String?)

	/** Time to look an order up. */
	@Timed("order.lookup")
	fun lookup(channel: Channel): Timing

	/** Orders that are open. */
	@Gauged("orders.open")
	fun open(): GaugeLevel

}
