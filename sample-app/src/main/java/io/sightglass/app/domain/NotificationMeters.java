package io.sightglass.app.domain;

import io.micrometer.core.annotation.Counted;
import io.sightglass.meters.set.Amount;
import io.sightglass.meters.set.Gauged;
import io.sightglass.meters.set.GaugeLevel;
import io.sightglass.meters.set.MeterSet;
import io.sightglass.meters.set.Summed;

/**
 * What the shop tells people.
 */
@MeterSet("notifications")
interface NotificationMeters {

	/** Notifications by channel and whether they were delivered. */
	@Counted("notifications")
	void notified(Channel channel, boolean delivered);

	/** Size of notifications. */
	@Summed("notification.size")
	void size(Channel channel, @Amount(unit = "bytes") long size);

	/** Notifications that wait. */
	@Gauged("notification.queue.size")
	GaugeLevel queued();

	/** Where notifications go. */
	enum Channel {

		MAIL, SMS, PAGER

	}

}
